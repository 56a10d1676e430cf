// Handles the frames of a worker. A frame that doesn't fit the present command is a lie: the worker is
// killed.
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
constexpr Duration one_restart = 30s;  ///< a module may tell for so long that it has started

/// An IMEI, IMSI or ICCID; anything else is noise.
std::string digits(const std::string& text) {
  return text.size() <= 20 && text.find_first_not_of("0123456789") == std::string::npos ? text
                                                                                        : std::string{};
}

/// A worker's figure, if it is a plausible one.
std::optional<unsigned> plausible(std::optional<std::uint32_t> value, unsigned most) {
  return value && *value <= most ? value : std::nullopt;
}

bool is_to_be_posted(SlotTracker::Posting posting) {
  return posting == SlotTracker::Posting::now || posting == SlotTracker::Posting::once_more;
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
  if (!kept_.budget.spend_frame(now())) {
    kill("the worker says more than a modem can");
    return false;
  }
  auto frame = wire::decode_from_worker({buffer.data(), static_cast<std::size_t>(n)},
                                        settings_.line ? wire::Teller::line : wire::Teller::modem);
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
  if (kept_.remedies == 0) usable_again();  // else only a network makes it so
  kept_.told_refused = false;
  found_here();
  apply(ModemEvent::connects);
  kept_.late.became_quiet();
  kept_.status.last_error.clear();
  note(log::Level::notice, "modem-ready",
       utf8::escape(fmt::format("{} {} {}", v.manufacturer, v.model, v.firmware)));
  worker_->queue.list = worker_->queue.health = true;
  list_in(settings_.profile.poll);
  ask_health_in(settings_.profile.heartbeat);
  kept_.trying_text = false;
  learn_modem(digits(v.imei));
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

SlotTracker::Posting Supervisor::may_post(const sms::StorageSlot& slot, const wire::FromWorker& frame) {
  using Posting = SlotTracker::Posting;
  if (!listing_goes_on()) return Posting::left_alone;
  ++worker_->listed_slots;
  kept_.listing.slot_is_well(slot);
  const auto posting = worker_->slots.found(slot, fnv1a(wire::encode(frame)), now());
  if (posting == Posting::false_erasures)
    note(log::Level::warning, "modem-erase-lies",
         fmt::format("{} {}: ten times erased, as it says, and still there", utf8::escape(slot.storage),
                     slot.index));
  if (is_to_be_posted(posting) && !kept_.budget.spend_segment(now())) {
    kill("the worker tells of more segments than a network delivers");
    return Posting::left_alone;
  }
  return posting;
}

/// Nobody can read this slot. It is put in quarantine with its cause, and erased to make room.
void Supervisor::post_poisoned(const sms::StorageSlot& slot) {
  if (!is_to_be_posted(worker_->slots.found(slot, 0, now()))) return;
  events_.post(engine::SlotUnreadable{
      settings_.name, slot, fmt::format("no answer to AT+CMGR of {} {}", slot.storage, slot.index), ""});
}

/// A leftover stays while there is room for what arrives.
void Supervisor::on(wire::Leftover& v) {
  if (!listing_goes_on()) return;
  ++worker_->listed_slots;
  if (is_nearly_full() && is_to_be_posted(worker_->slots.found(v.slot, fnv1a(v.raw), now())))
    events_.post(engine::LeftoverFound{settings_.name, v.slot, utf8::clean(v.raw)});
}

void Supervisor::on(wire::UnansweredSlot& v) {
  if (!listing_goes_on()) return;
  note(log::Level::warning, "modem-slot-hangs",
       fmt::format("no answer to AT+CMGR of {} {}", utf8::escape(v.slot.storage), v.slot.index));
  if (kept_.listing.unanswered(v.slot, v.others_answered)) post_poisoned(v.slot);
}

void Supervisor::on(wire::ListProgress&) { listing_goes_on(); }

void Supervisor::on(wire::StoredSegment& v) {
  const auto posting = may_post(v.slot, v);
  if (!is_to_be_posted(posting)) return;
  kept_.hearing.heard_text();
  events_.post(engine::SegmentReceived{settings_.name, v.slot, std::move(v.segment),
                                       posting == SlotTracker::Posting::once_more,
                                       settings_.line.has_value()});
}

void Supervisor::on(wire::UnreadableSlot& v) {
  if (is_to_be_posted(may_post(v.slot, v)))
    events_.post(engine::SlotUnreadable{settings_.name, v.slot, utf8::clean(v.cause), utf8::clean(v.raw)});
}

/// True if a status report that came straight over the line may be posted. Each one is a transaction, so
/// their number is limited.
bool Supervisor::may_post_slotless() {
  if (kept_.budget.spend_segment(now())) return true;
  kill("the worker tells of more status reports than a network delivers");
  return false;
}

void Supervisor::on(wire::StatusReport& v) {
  if (!(v.slot ? is_to_be_posted(may_post(*v.slot, v)) : may_post_slotless())) return;
  kept_.hearing.heard_receipt();
  events_.post(engine::StatusReportReceived{settings_.name, utf8::clean(v.recipient), v.reference, v.status,
                                            v.slot, utf8::clean(v.message_id)});
}

void Supervisor::on(wire::ListDone& v) {
  if (!is_expected(Command::list)) return;
  const bool ask_again = v.refused && ++kept_.refused_listings < refused_listings_given_up;
  if (v.complete) {
    kept_.listing.complete(worker_->listing_by_slot);
    kept_.refused_listings = 0;
    find_hidden_slots();
  } else if (ask_again) {
    if (kept_.refused_listings == 1)
      note(log::Level::notice, "modem-listing-refused",
           "the listing was " + utf8::escape(v.detail) + "; asked again");
  } else {
    kept_.refused_listings = 0;
    kept_.listing.broke_off(now());
    kept_.status.last_error = "listing broke off: " + utf8::escape(v.detail);
    note(log::Level::warning, "modem-listing-broke", kept_.status.last_error + "; repeated slot by slot");
  }
  if (kept_.listing.take_new_suspect() || (v.refused && !ask_again)) worker_->queue.list = true;
  worker_->slots.forget_unanswered(now() - unanswered_for);
  command_done(Command::list);
  if (ask_again) list_in(pause_after_refused_listing(kept_.refused_listings));
}

/// A modem may say that slots are in use and list none of them. The figure may be old: it is asked for once
/// more.
void Supervisor::find_hidden_slots() {
  const auto used = kept_.status.sim_slots_used.value_or(0);
  worker_->nothing_listed = worker_->listed_slots == 0 && used > 0 && used != kept_.hidden_slots;
  if (!worker_->nothing_listed) return;
  if (!worker_->listing_by_slot) {
    worker_->queue.health = true;
    return;
  }
  kept_.hidden_slots = used;
  note(log::Level::warning, "modem-slots-hidden",
       fmt::format("{} slots are in use, as it says, and none can be read", used));
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
  if (settings_.line) return on_line_prompted(v);
  if (!is_expected(Command::submit) || worker_->send->attempt != v.attempt)
    return kill("a prompt for another attempt");
  worker_->send->prompted = true;
  set_deadline(settings_.profile.command, "holding back the Ctrl-Z");
  events_.post(engine::Prompted{settings_.name, v.attempt});
}

void Supervisor::on(wire::SendResult& v) {
  if (settings_.line) return on_line_result(v);
  if (!is_expected(Command::submit) || worker_->send->attempt != v.attempt)
    return kill("an outcome for another attempt");
  const auto send = *std::exchange(worker_->send, std::nullopt);
  const auto detail = utf8::escape(utf8::clean(v.detail));
  worker_->queue.list_next = true;
  switch (v.outcome) {
    case wire::Outcome::accepted:
      kept_.late.own_result(v.reference);
      sent_cleanly();
      kept_.hearing.sent(now());
      text_went_out();
      events_.post(engine::SendAccepted{settings_.name, v.attempt, v.reference});
      break;
    case wire::Outcome::refused:
      if (suggests_overrun(v.refusal)) seemed_hasty(fmt::format("CMS {}", v.refusal.number));
      if (concerns_network(v.refusal)) text_met_no_network();
      events_.post(engine::SendRefused{settings_.name, v.attempt, v.refusal, detail});
      break;
    case wire::Outcome::in_doubt:
      kept_.late.no_result(send.released.value_or(now()) + settings_.profile.send);
      events_.post(engine::SendInDoubt{settings_.name, v.attempt, detail});
      break;
    case wire::Outcome::not_sent:
      if (!send.prompted) got_no_prompt();
      events_.post(engine::SendAborted{settings_.name, v.attempt, detail});
      break;
    case wire::Outcome::not_asked:
      network_lost(ModemStatus::no_service_centre);
      events_.post(engine::SendAborted{settings_.name, v.attempt, detail, false});
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
  status.access = v.access;
  if (v.settings_lost) {
    note_restart("its settings were gone");
    worker_->queue.list = true;
  }
  if (std::exchange(worker_->nothing_listed, false) && status.sim_slots_used.value_or(0) > 0) {
    kept_.listing.nothing_listed();
    worker_->queue.list = true;
  }
  apply_health(v);
  command_done(Command::health);
}

/// libGammu is deaf to what a modem says meanwhile, so a listing or a send that it was busy with is given up;
/// else the modem is told its settings again.
void Supervisor::on(wire::RestartIndication& v) {
  if (!is_ready()) return;
  const bool same_restart = !v.first && kept_.restart_told && now() - *kept_.restart_told < one_restart;
  note_restart(v.line);
  const auto busy_with = worker_->in_hand;
  if (same_restart || busy_with == Command::none || busy_with == Command::set_up ||
      busy_with == Command::radio) {
    worker_->queue.set_up = busy_with != Command::radio;
    return choose_next();
  }
  if (busy_with == Command::submit)
    note(log::Level::error, "modem-brown-out",
         "it restarted while it sent; most often its power supply gives way (docs/modems.md)");
  worker_->ended_by_order = worker_->modem_restarted = true;
  kill(fmt::format("the modem restarted while {}", name(busy_with)));
}

void Supervisor::on(wire::SetUpDone& v) {
  if (!is_expected(Command::set_up)) return;
  if (!v.ok) note(log::Level::warning, "modem-trouble", "after its restart: " + utf8::escape(v.detail));
  worker_->queue.list = worker_->queue.health = v.ok;
  command_done(Command::set_up);
}

void Supervisor::on(wire::RadioRestarted& v) {
  if (!is_expected(Command::radio)) return;
  worker_->queue.list = worker_->queue.health = v.ok;
  command_done(Command::radio);
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
  const auto why = utf8::escape(utf8::clean(v.detail));
  if (is_candidate() || may_be_elsewhere(v.kind)) return not_here(why);
  // A node is asked again and again whether the device is back.
  if (is_lent() && why == kept_.status.last_error) return;
  tell_trouble(why);
  if (v.kind == wire::WorkerEndingKind::refused && !std::exchange(kept_.told_refused, true)) report_absence();
}

void Supervisor::on(wire::Settled& v) {
  if (!settings_.line || !is_ready()) return kill("the worker settles what nobody delivered");
  events_.post(engine::DeliveriesSettled{settings_.name, std::move(v.slots)});
}

void Supervisor::on(wire::Remark& v) {
  if (std::exchange(worker_->remarked, true)) return;  // one a life: it can't fill the log
  note(log::Level::notice, utf8::escape(v.event), utf8::escape(utf8::clean(v.text)));
}

}  // namespace lapor::modem
