// What a worker says, and what becomes of it. A frame that doesn't fit the command in hand is a lie: the
// worker is killed.
#include <fmt/format.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <functional>

#include "base/utf8.hpp"
#include "modem/host/clock.hpp"
#include "modem/host/supervisor.hpp"
#include "modem/protocol/modem_overrun.hpp"

namespace lapor::modem {
namespace {

using namespace std::chrono_literals;
constexpr int frames_a_turn = 32;  ///< then other modems and the operator get theirs
constexpr unsigned most_listed = 5000;
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
bool speaks_of_network(const delivery::Refusal& r) {
  using delivery::Table;
  return (r.table == Table::cms && (r.number == 331 || r.number == 332)) ||
         (r.table == Table::cme && (r.number == 30 || r.number == 31));
}

}  // namespace

void Supervisor::read_frames() {
  socket_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                     [this, life = life_](boost::system::error_code error) {
                       if (error || life != life_ || phase_ == Phase::ending) return;
                       for (int n = 0; n < frames_a_turn; ++n)
                         if (!read_one()) break;
                       if (child_ && life == life_ && phase_ != Phase::ending) read_frames();
                     });
}

/// False when there is nothing more to read now.
bool Supervisor::read_one() {
  static std::array<char, wire::max_frame + 1> buffer;  // one thread
  const auto life = life_;
  const auto n = ::recv(socket_.native_handle(), buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (n < 0) return false;
  if (n == 0) {
    kill("");  // it closed its end: it is ending by itself, or wants to live without us
    return false;
  }
  auto frame = wire::decode_from_worker({buffer.data(), static_cast<std::size_t>(n)});
  if (!frame) {
    kill("the worker sent a frame that can't be read");
    return false;
  }
  on_frame(*frame);
  return life == life_ && phase_ != Phase::ending;
}

void Supervisor::on_frame(wire::FromWorker& frame) {
  std::visit([this](auto& value) { on(value); }, frame);
}

bool Supervisor::expected(Job job) {
  if (in_hand_ == job) return true;
  kill("the worker answered what it wasn't asked");
  return false;
}

void Supervisor::on(wire::Ready& v) {
  if (phase_ != Phase::starting) return kill("the worker said twice that it is ready");
  phase_ = Phase::ready;
  no_deadline();
  ready_since_ = now();
  absence_.cancel();
  move(ModemEvent::connects);
  late_.line_settled();
  status_.last_error.clear();
  note(log::Level::notice, "modem-ready",
       utf8::escape(fmt::format("{} {} {}", v.manufacturer, v.model, v.firmware)));
  want_list_ = want_health_ = true;
  schedule_poll(settings_.profile.poll);
  schedule_health();
  sink_(engine::ModemUp{settings_.name, {digits(v.imei), digits(v.imsi)}});
  next();
}

bool Supervisor::listing_goes_on() {
  if (!expected(Job::list)) return false;
  if (++listing_frames_ > most_listed) {
    kill("the worker lists without end");
    return false;
  }
  deadline(settings_.profile.list, "listing");
  return true;
}

bool Supervisor::may_post(const sms::StorageSlot& slot, const wire::FromWorker& frame) {
  if (!listing_goes_on()) return false;
  ++listed_;
  listing_.freed(slot);  // it was read, so it isn't poisoned
  const auto post = slots_.post(slot, std::hash<std::string>{}(wire::encode(frame)), now());
  if (post == Slots::Post::first_lie)
    note(log::Level::warning, "modem-erase-lies",
         fmt::format("{} {}: ten times erased, as it says, and still there", utf8::escape(slot.storage),
                     slot.index));
  return post == Slots::Post::now;
}

/// Nobody can read it: set aside with its cause, and freed, so that it stands in no other's way.
void Supervisor::post_poisoned(const sms::StorageSlot& slot) {
  if (slots_.post(slot, 0, now()) != Slots::Post::now) return;
  sink_(engine::SlotUnreadable{settings_.name, slot,
                               fmt::format("no answer to AT+CMGR of {} {}", slot.storage, slot.index), ""});
}

void Supervisor::on(wire::UnansweredSlot& v) {
  if (!listing_goes_on()) return;
  const auto& slot = v.slot;
  note(log::Level::warning, "modem-slot-hangs",
       fmt::format("no answer to AT+CMGR of {} {}", utf8::escape(slot.storage), slot.index));
  if (listing_.hung(slot, v.others_answered)) post_poisoned(slot);
}

void Supervisor::on(wire::ListProgress&) { listing_goes_on(); }

void Supervisor::on(wire::StoredSegment& v) {
  const auto& slot = v.slot;
  if (may_post(slot, v)) sink_(engine::SegmentReceived{settings_.name, slot, std::move(v.segment)});
}

void Supervisor::on(wire::UnreadableSlot& v) {
  const auto& slot = v.slot;
  if (may_post(slot, v))
    sink_(engine::SlotUnreadable{settings_.name, slot, utf8::clean(v.cause), utf8::clean(v.raw)});
}

void Supervisor::on(wire::StatusReport& v) {
  engine::StatusReportReceived event{settings_.name, utf8::clean(v.recipient), v.reference, v.status,
                                     std::nullopt};
  if (!v.slot) return sink_(event);
  event.slot = v.slot;
  if (may_post(*event.slot, v)) sink_(event);
}

void Supervisor::on(wire::ListDone& v) {
  if (!expected(Job::list)) return;
  if (v.complete) {
    listing_.whole(by_slot_);
  } else {
    listing_.broke(now());
    status_.last_error = "listing broke off: " + utf8::escape(v.detail);
    note(log::Level::warning, "modem-listing-broke", status_.last_error + "; repeated slot by slot");
  }
  // What stands in the way is looked at once more, to be freed.
  if (listing_.look_again()) want_list_ = true;
  slots_.forget_unanswered(now() - unanswered_for);
  done(Job::list);
}

void Supervisor::on(wire::Erased& v) {
  const auto& slot = v.slot;
  if (!expected(Job::erase) || erasing_ != slot) return kill("the worker erased what it wasn't asked to");
  slots_.erased(slot, v.ok);
  erasing_.reset();
  if (v.ok) listing_.freed(slot);
  if (!v.ok)
    note(log::Level::warning, "modem-erase-failed",
         fmt::format("{} {}: {}", slot.storage, slot.index, utf8::escape(v.detail)));
  ++erased_in_a_row_;
  // A full SIM kept texts waiting at the service centre; where their notice got lost, look soon.
  if (!slots_.erase_waits() && nearly_full()) schedule_poll(500ms);
  done(Job::erase);
}

void Supervisor::on(wire::Prompted& v) {
  if (!expected(Job::submit) || sending_ != v.attempt) return kill("a prompt for another attempt");
  prompt_due_ = false;
  deadline(settings_.profile.command, "holding back the Ctrl-Z");
  sink_(engine::Prompted{settings_.name, v.attempt});
}

void Supervisor::on(wire::SendResult& v) {
  if (!expected(Job::submit) || sending_ != v.attempt) return kill("an outcome for another attempt");
  const auto attempt = v.attempt;
  const auto detail = utf8::escape(utf8::clean(v.detail));
  sending_.reset();
  just_submitted_ = true;
  switch (v.outcome) {
    case wire::Outcome::accepted:
      late_.own_result(v.reference);
      sink_(engine::SendAccepted{settings_.name, attempt, v.reference});
      break;
    case wire::Outcome::refused:
      if (suggests_overrun(v.refusal)) slow_down(fmt::format("CMS {}", v.refusal.number));
      if (speaks_of_network(v.refusal)) want_health_ = true;
      sink_(engine::SendRefused{settings_.name, attempt, v.refusal, detail});
      break;
    case wire::Outcome::in_doubt:
      late_.no_result(released_.value_or(now()) + settings_.profile.send);
      sink_(engine::SendInDoubt{settings_.name, attempt, detail});
      break;
    case wire::Outcome::not_sent:
      if (prompt_due_) slow_down("no prompt");
      sink_(engine::SendAborted{settings_.name, attempt, detail});
      break;
  }
  prompt_due_ = false;
  done(Job::submit);
}

void Supervisor::on(wire::NewMessageIndication&) {
  want_list_ = true;
  next();
}

void Supervisor::on(wire::RegistrationIndication&) {
  want_health_ = true;
  next();
}

void Supervisor::on(wire::HealthResult& v) {
  if (!expected(Job::health)) return;
  status_.signal_percent = plausible(v.signal_percent, 100);
  status_.operator_name = utf8::escape(utf8::clean(v.operator_name));
  status_.sim_slots_used = plausible(v.sim_slots_used, 100000);
  status_.sim_slots = plausible(v.sim_slots, 100000);
  status_.registration = v.registration;
  learn_network(v.registration);
  done(Job::health);
}

/// Without a network nothing is handed over: the modem would refuse it, and the text had spent a try. An
/// unknown registration counts as one: not every modem tells.
void Supervisor::learn_network(sim::Registration registration) {
  using sim::Registration;
  const bool registered = registration != Registration::searching && registration != Registration::denied;
  if (registered == (status_.state != ModemState::no_network)) return;
  move(registered ? ModemEvent::finds_network : ModemEvent::loses_network);
  if (registered)
    note(log::Level::notice, "modem-network", "registered with the network");
  else
    note(log::Level::notice, "modem-no-network",
         registration == Registration::denied ? "the network refuses the SIM" : "no network");
  if (!registered)
    for (auto& s : std::exchange(submissions_, {})) cut_off(s.attempt, "no network");
  sink_(engine::NetworkChanged{settings_.name, registered});
}

void Supervisor::on(wire::UssdResult& v) {
  if (!expected(Job::ussd) || ussd_.empty()) return;
  const auto answer = std::move(ussd_.front().second);
  ussd_.pop_front();
  answer(v.ok, utf8::clean(v.text));
  done(Job::ussd);
}

/// lapord's answer is enter_pin() or withhold_pin(), from inside or once its database works again.
void Supervisor::on(wire::PinRequired& v) {
  if (phase_ != Phase::starting || pin_ != Pin::not_asked)
    return kill("the worker asked for a PIN out of turn");
  pin_ = Pin::asked;
  engine::PinRequired asked{settings_.name, digits(v.iccid), settings_.pin, plausible(v.tries_left, 10),
                            now()};
  sink_(asked);
}

void Supervisor::enter_pin() {
  if (phase_ != Phase::starting || pin_ != Pin::asked) return;
  pin_ = Pin::entered;
  deadline(settings_.profile.connect + settings_.profile.command, "entering the PIN");
  tell(wire::EnterPin{settings_.pin});
}

void Supervisor::withhold_pin(const std::string& why) {
  if (phase_ != Phase::starting || pin_ != Pin::asked) return;
  trouble_ = wire::WorkerEndingKind::need_pin;
  status_.last_error = why;
  kill("");
}

void Supervisor::on(wire::PinResult& v) {
  if (pin_ != Pin::entered) return kill("the worker entered a PIN unasked");
  pin_ = Pin::answered;
  deadline(settings_.profile.connect, "getting ready");
  sink_(engine::PinResult{settings_.name, v.ok});
}

/// The worker's last word; it ends by itself.
void Supervisor::on(wire::WorkerEnding& v) {
  trouble_ = v.kind;
  status_.last_error = utf8::escape(utf8::clean(v.detail));
  note(log::Level::warning, "modem-trouble", status_.last_error);
}

void Supervisor::on(wire::Remark& v) {
  note(log::Level::notice, utf8::escape(v.event), utf8::escape(utf8::clean(v.text)));
}

}  // namespace lapor::modem
