// What a worker says, and what becomes of it. A frame that doesn't fit the command in hand is a lie: the
// worker is killed.
#include <fmt/format.h>
#include <sys/socket.h>

#include "base/fnv1a.hpp"
#include "base/utf8.hpp"
#include "modem/host/clock.hpp"
#include "modem/host/supervisor.hpp"
#include "modem/protocol/modem_overrun.hpp"

namespace lapor::modem {
namespace {

using namespace std::chrono_literals;
using Phase = WorkerLife::Phase;
constexpr int frames_a_turn = 32;  ///< then other modems and the operator get theirs
constexpr unsigned most_listing_frames = 5000;
constexpr unsigned most_slots = 100'000, most_tries = 10;
constexpr Duration unanswered_for = 60s;

/// An IMEI, IMSI or ICCID; anything else is noise.
std::string digits(const std::string& text) {
  return text.size() <= 20 && text.find_first_not_of("0123456789") == std::string::npos ? text
                                                                                        : std::string{};
}

/// A worker's figure, if it is a plausible one.
std::optional<unsigned> plausible(std::optional<std::uint32_t> value, unsigned most) {
  return value && *value <= most ? value : std::nullopt;
}

/// "No network service" and "network timeout": 3GPP TS 27.005 §3.2.5, TS 27.007 §9.2.1.
bool concerns_network(const delivery::Refusal& r) {
  using delivery::Table;
  return (r.table == Table::cms && (r.number == 331 || r.number == 332)) ||
         (r.table == Table::cme && (r.number == 30 || r.number == 31));
}

}  // namespace

/// Reads on only once the engine has heard of what was read: a worker that talks without end fills no memory,
/// and others are served meanwhile.
void Supervisor::read_frames() {
  worker_->socket.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                             while_it_lives(worker_, [this] {
                               for (int n = 0; n < frames_a_turn && !worker_->is_ending(); ++n)
                                 if (!read_one()) break;
                               events_.post_task([this, reader = std::weak_ptr(worker_)] {
                                 if (!reader.expired() && !worker_->is_ending()) read_frames();
                               });
                             }));
}

/// False when there is nothing more to read now.
bool Supervisor::read_one() {
  auto& buffer = worker_->frame;
  const auto n = ::recv(worker_->socket.native_handle(), buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (n < 0) return false;
  if (n == 0) {
    kill("");  // it closed its end: it is ending by itself, or wants to live without us
    return false;
  }
  if (!kept_.budget.take_frame(now())) {
    kill("the worker says more than a modem can");
    return false;
  }
  auto frame = wire::decode_from_worker({buffer.data(), static_cast<std::size_t>(n)});
  if (!frame) {
    kill("the worker sent a frame that can't be read");
    return false;
  }
  std::visit([this](auto& value) { on(value); }, *frame);
  return !worker_->is_ending();
}

bool Supervisor::is_expected(Command command) {
  if (worker_->in_hand == command) return true;
  kill("the worker answered what it wasn't asked");
  return false;
}

void Supervisor::on(wire::Ready& v) {
  if (worker_->phase != Phase::starting) return kill("the worker said twice that it is ready");
  worker_->phase = Phase::ready;
  worker_->ready_since = now();
  worker_->deadline.cancel();
  absence_.cancel();
  apply(ModemEvent::connects);
  kept_.late.line_settled();
  kept_.status.last_error.clear();
  note(log::Level::notice, "modem-ready",
       utf8::escape(fmt::format("{} {} {}", v.manufacturer, v.model, v.firmware)));
  worker_->queue.list = worker_->queue.health = true;
  list_in(settings_.profile.poll);
  ask_health_in(settings_.profile.heartbeat);
  events_.post(engine::ModemUp{settings_.name, {digits(v.imei), digits(v.imsi)}});
  choose_next();
}

bool Supervisor::listing_goes_on() {
  if (!is_expected(Command::list)) return false;
  if (++worker_->listing_frames > most_listing_frames) {
    kill("the worker lists without end");
    return false;
  }
  set_deadline(settings_.profile.list, "listing");
  return true;
}

bool Supervisor::may_post(const sms::StorageSlot& slot, const wire::FromWorker& frame) {
  using Posting = SlotTracker::Posting;
  if (!listing_goes_on()) return false;
  ++worker_->listed_slots;
  kept_.listing.slot_is_well(slot);
  const auto posting = worker_->slots.found(slot, fnv1a(wire::encode(frame)), now());
  if (posting == Posting::false_erasures)
    note(log::Level::warning, "modem-erase-lies",
         fmt::format("{} {}: ten times erased, as it says, and still there", utf8::escape(slot.storage),
                     slot.index));
  if (posting == Posting::now && !kept_.budget.take_segment(now())) {
    kill("the worker tells of more segments than a network delivers");
    return false;
  }
  return posting == Posting::now;
}

/// Nobody can read it: quarantined with its cause, and erased, so that it stands in no other's way.
void Supervisor::post_poisoned(const sms::StorageSlot& slot) {
  if (worker_->slots.found(slot, 0, now()) != SlotTracker::Posting::now) return;
  events_.post(engine::SlotUnreadable{
      settings_.name, slot, fmt::format("no answer to AT+CMGR of {} {}", slot.storage, slot.index), ""});
}

void Supervisor::on(wire::UnansweredSlot& v) {
  if (!listing_goes_on()) return;
  note(log::Level::warning, "modem-slot-hangs",
       fmt::format("no answer to AT+CMGR of {} {}", utf8::escape(v.slot.storage), v.slot.index));
  if (kept_.listing.unanswered(v.slot, v.others_answered)) post_poisoned(v.slot);
}

void Supervisor::on(wire::ListProgress&) { listing_goes_on(); }

void Supervisor::on(wire::StoredSegment& v) {
  if (may_post(v.slot, v))
    events_.post(engine::SegmentReceived{settings_.name, v.slot, std::move(v.segment)});
}

void Supervisor::on(wire::UnreadableSlot& v) {
  if (may_post(v.slot, v))
    events_.post(engine::SlotUnreadable{settings_.name, v.slot, utf8::clean(v.cause), utf8::clean(v.raw)});
}

/// A status report that came straight over the line. Each is a transaction.
bool Supervisor::may_post_slotless() {
  if (kept_.budget.take_segment(now())) return true;
  kill("the worker tells of more status reports than a network delivers");
  return false;
}

void Supervisor::on(wire::StatusReport& v) {
  if (v.slot ? may_post(*v.slot, v) : may_post_slotless())
    events_.post(engine::StatusReportReceived{settings_.name, utf8::clean(v.recipient), v.reference, v.status,
                                              v.slot});
}

void Supervisor::on(wire::ListDone& v) {
  if (!is_expected(Command::list)) return;
  if (v.complete) {
    kept_.listing.complete(worker_->listing_by_slot);
  } else {
    kept_.listing.broke_off(now());
    kept_.status.last_error = "listing broke off: " + utf8::escape(v.detail);
    note(log::Level::warning, "modem-listing-broke", kept_.status.last_error + "; repeated slot by slot");
  }
  if (kept_.listing.take_new_suspect()) worker_->queue.list = true;
  worker_->slots.forget_unanswered(now() - unanswered_for);
  command_done(Command::list);
}

void Supervisor::on(wire::Erased& v) {
  if (!is_expected(Command::erase) || worker_->erasing != v.slot)
    return kill("the worker erased what it wasn't asked to");
  worker_->slots.erased(v.slot, v.ok);
  worker_->erasing.reset();
  if (v.ok)
    kept_.listing.slot_is_well(v.slot);
  else
    note(log::Level::warning, "modem-erase-failed",
         fmt::format("{} {}: {}", v.slot.storage, v.slot.index, utf8::escape(v.detail)));
  ++worker_->queue.erased_in_a_row;
  // A full SIM kept messages waiting at the service centre; their indication may have been lost, so list
  // soon.
  if (!worker_->slots.erasure_waits() && is_nearly_full()) list_in(500ms);
  command_done(Command::erase);
}

void Supervisor::on(wire::Prompted& v) {
  if (!is_expected(Command::submit) || worker_->send->attempt != v.attempt)
    return kill("a prompt for another attempt");
  worker_->send->prompted = true;
  set_deadline(settings_.profile.command, "holding back the Ctrl-Z");
  events_.post(engine::Prompted{settings_.name, v.attempt});
}

void Supervisor::on(wire::SendResult& v) {
  if (!is_expected(Command::submit) || worker_->send->attempt != v.attempt)
    return kill("an outcome for another attempt");
  const auto send = *std::exchange(worker_->send, std::nullopt);
  const auto detail = utf8::escape(utf8::clean(v.detail));
  worker_->queue.just_submitted = true;
  switch (v.outcome) {
    case wire::Outcome::accepted:
      kept_.late.own_result(v.reference);
      events_.post(engine::SendAccepted{settings_.name, v.attempt, v.reference});
      break;
    case wire::Outcome::refused:
      if (suggests_overrun(v.refusal)) on_overrun(fmt::format("CMS {}", v.refusal.number));
      if (concerns_network(v.refusal)) worker_->queue.health = true;
      events_.post(engine::SendRefused{settings_.name, v.attempt, v.refusal, detail});
      break;
    case wire::Outcome::in_doubt:
      kept_.late.no_result(send.released.value_or(now()) + settings_.profile.send);
      events_.post(engine::SendInDoubt{settings_.name, v.attempt, detail});
      break;
    case wire::Outcome::not_sent:
      if (!send.prompted) on_overrun("no prompt");
      events_.post(engine::SendAborted{settings_.name, v.attempt, detail});
      break;
  }
  command_done(Command::submit);
}

void Supervisor::on(wire::NewMessageIndication&) {
  worker_->queue.list = true;
  choose_next();
}

void Supervisor::on(wire::RegistrationIndication&) {
  worker_->queue.health = true;
  choose_next();
}

void Supervisor::on(wire::HealthResult& v) {
  if (!is_expected(Command::health)) return;
  auto& status = kept_.status;
  status.signal_percent = plausible(v.signal_percent, 100);
  status.operator_name = utf8::escape(utf8::clean(v.operator_name));
  status.sim_slots_used = plausible(v.sim_slots_used, most_slots);
  status.sim_slots = plausible(v.sim_slots, most_slots);
  status.registration = v.registration;
  apply_registration(v.registration);
  command_done(Command::health);
}

/// Without a network nothing is handed over: the modem would refuse it, and the message had spent a try. An
/// unknown registration counts as one: not every modem tells.
void Supervisor::apply_registration(sim::Registration registration) {
  using sim::Registration;
  const bool denied = registration == Registration::denied;
  const bool registered = registration != Registration::searching && !denied;
  if (registered == (kept_.status.state != ModemState::no_network)) return;
  apply(registered ? ModemEvent::finds_network : ModemEvent::loses_network);
  if (registered)
    note(log::Level::notice, "modem-network", "registered with the network");
  else
    note(log::Level::notice, "modem-no-network", denied ? "the network refuses the SIM" : "no network");
  // First, so that the engine doesn't give what is aborted to this modem again.
  events_.post(engine::NetworkChanged{settings_.name, registered});
  if (!registered) abort_submissions("no network");
}

void Supervisor::on(wire::UssdResult& v) {
  if (!is_expected(Command::ussd)) return;
  auto& waiting = worker_->queue.ussd;
  events_.post_task(
      [answer = waiting.front().answer, ok = v.ok, text = utf8::clean(v.text)] { answer(ok, text); });
  waiting.pop_front();
  command_done(Command::ussd);
}

/// The engine answers by enter_pin() or withhold_pin(), once its database works.
void Supervisor::on(wire::PinRequired& v) {
  if (worker_->phase != Phase::starting || worker_->pin != WorkerLife::Pin::not_asked)
    return kill("the worker asked for a PIN out of turn");
  worker_->pin = WorkerLife::Pin::asked;
  events_.post(engine::PinRequired{settings_.name, digits(v.iccid), settings_.pin,
                                   plausible(v.tries_left, most_tries), now()});
}

void Supervisor::on(wire::PinResult& v) {
  if (worker_->pin != WorkerLife::Pin::entered) return kill("the worker entered a PIN unasked");
  worker_->pin = WorkerLife::Pin::answered;
  set_deadline(settings_.profile.connect, "getting ready");
  events_.post(engine::PinResult{settings_.name, v.ok});
}

void Supervisor::on(wire::WorkerEnding& v) {
  if (worker_->ending) return kill("the worker said twice that it ends");
  worker_->ending = v.kind;
  kept_.status.last_error = utf8::escape(utf8::clean(v.detail));
  note(log::Level::warning, "modem-trouble", kept_.status.last_error);
}

void Supervisor::on(wire::Remark& v) {
  if (std::exchange(worker_->remarked, true)) return;  // one a life: it can't fill the log
  note(log::Level::notice, utf8::escape(v.event), utf8::escape(utf8::clean(v.text)));
}

}  // namespace lapor::modem
