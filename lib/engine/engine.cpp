#include "engine/engine.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/clocks.hpp"
#include "engine/desk.hpp"
#include "engine/escalate.hpp"
#include "engine/forget.hpp"
#include "engine/intake.hpp"
#include "engine/notices.hpp"
#include "engine/recap.hpp"
#include "engine/recount.hpp"
#include "engine/restored.hpp"
#include "engine/say.hpp"
#include "engine/sims.hpp"
#include "engine/upkeep.hpp"

namespace lapor::engine {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

void request_send(Turn& turn, const SendRequested& event) {
  const auto address = sms::read_address(event.number, turn.rules.country);
  if (address.kind != sms::AddressKind::mobile && address.kind != sms::AddressKind::landline) {
    turn.effects.push_back(Refused{"not a phone number that a text can be sent to"});
    return;
  }
  if (event.text.empty()) {
    turn.effects.push_back(Refused{"the text is empty"});
    return;
  }
  const auto id =
      put(turn, turn.store.person(address), event.text, Purpose::operator_, std::nullopt, turn.now);
  turn.effects.push_back(Queued{id});
  turn.log(log::Level::notice, "operator-send", fmt::format("{} queued text {}", event.actor, id.value));
}

void handle(Turn& turn, const Event& event, Fleet& fleet) {
  std::visit(Overloaded{
                 [&](const ModemUp& e) { take_modem(turn, e, fleet); },
                 [&](const ModemDown& e) { modem_down(fleet, e.modem); },
                 [&](const ModemStuck& e) { modem_stuck(fleet, e.modem, true); },
                 [&](const ModemFree& e) { modem_stuck(fleet, e.modem, false); },
                 [&](const NetworkChanged& e) { modem_registered(fleet, e.modem, e.registered); },
                 [&](const SimTrusted& e) { sim_trusted(turn, fleet, e.modem); },
                 [&](const ModemMissing& e) { tell_missing(turn, e); },
                 [&](const BalanceTold& e) { take_balance(turn, e); },
                 [&](const PinAsked& e) { decide_pin(turn, e); },
                 [&](const PinAnswered& e) { take_pin_answer(turn, e); },
                 [&](const PinForgiven& e) { forgive_pins(turn, e); },
                 [&](const PartArrived& e) { take_part(turn, e); },
                 [&](const SlotUnreadable& e) { take_unreadable(turn, e); },
                 [&](const Prompted& e) { pass_no_return(turn, e, fleet); },
                 [&](const SendAccepted& e) { accept(turn, e, fleet); },
                 [&](const SendRefused& e) { refuse(turn, e, fleet); },
                 [&](const SendInDoubt& e) { doubt(turn, e, fleet); },
                 [&](const SendCutOff& e) { cut_off(turn, e, fleet); },
                 [&](const ReceiptArrived& e) { take_receipt(turn, e); },
                 [&](const ClockJumped& e) { take_clock_jump(turn, e); },
                 [&](const Trouble& e) { alarm(turn, e.text); },
                 [&](const SendRequested& e) { request_send(turn, e); },
                 [&](const DeskOrder& e) { take_order(turn, e); },
                 [&](const ReportTaken& e) { take_report_by_hand(turn, e); },
                 [&](const Looked& e) {
                   auto access = e.access;
                   access.at = turn.now;
                   turn.store.looked(access);
                 },
             },
             event);
}

/// When what is stored, as this transaction leaves it, next needs a tick.
std::optional<Instant> next_of_rows(Turn& turn, const Fleet& fleet) {
  const auto alarms = turn.store.alarms(fleet.looked);
  auto next = earlier(next_upkeep(turn, fleet), alarms.expiry);
  next = earlier(next, earlier(alarms.doubt, earlier(alarms.wake, alarms.notice)));
  if (alarms.oldest_part) next = earlier(next, *alarms.oldest_part + turn.rules.limits.multipart_timeout);
  // A queued text wakes nobody while every modem is away or busy: the end of that is an event. What could not
  // go when texts were last given out waits for a modem.
  const bool idle =
      std::any_of(fleet.modems.begin(), fleet.modems.end(), [](const auto& m) { return m.second.idle(); });
  if (idle) next = earlier(next, earlier(alarms.queued, fleet.look_again));
  return next;
}

}  // namespace

Engine::Engine(Store& store, std::shared_ptr<const Rules> rules) : store_(store), rules_(std::move(rules)) {}

void Engine::adopt(std::shared_ptr<const Rules> rules) {
  rules_ = std::move(rules);
  recount_ = true;
  next_forgetting_.reset();
}

template <class Body>
Effects Engine::transaction(Instant now, Body body) {
  Effects effects;
  auto fleet = fleet_;
  auto counting = counting_;
  std::optional<Instant> next;
  Turn turn{store_, *rules_, now, effects};
  store_.begin();
  try {
    body(turn, fleet);
    settle_orphans(turn, fleet);
    forget_who_asked(turn);
    const bool more = count_some(turn, counting);
    send_notices(turn);
    give_out(turn, fleet);
    next = more ? now : next_of_rows(turn, fleet);
    store_.commit();
  } catch (...) {
    store_.rollback();
    throw;
  }
  fleet_ = std::move(fleet);
  counting_ = std::move(counting);
  next_of_rows_ = next;
  return effects;
}

Effects Engine::start(Instant now) {
  fleet_ = {};
  recount_ = true;
  return transaction(now, [](Turn& turn, Fleet& fleet) {
    settle_orphans(turn, fleet);
    settle_restored(turn);
  });
}

Effects Engine::on(const Event& event, Instant now) {
  auto effects = transaction(now, [&](Turn& turn, Fleet& fleet) { handle(turn, event, fleet); });
  if (std::holds_alternative<ClockJumped>(event)) recount_ = true, next_forgetting_.reset();
  return effects;
}

Effects Engine::tick(Instant now) {
  bool more = false;
  auto forgetting = next_forgetting_;
  auto effects = transaction(now, [&](Turn& turn, Fleet& fleet) {
    look_after(turn, fleet);
    if (recount_) more = recount_some(turn);
    take_stale(turn);
    if (!more) wake_tickets(turn);  // by deadlines that hold
    settle_by_time(turn);
    owe_summaries(turn);
    if (!next_forgetting_ || *next_forgetting_ <= now) forgetting = forget_old(turn);
  });
  next_forgetting_ = forgetting;
  recount_ = more;
  next_summary_ = next_summary(*rules_, now);
  return effects;
}

std::optional<Instant> Engine::next_wakeup(Instant now) const {
  if (recount_) return now;
  return earlier(next_of_rows_, earlier(next_summary_, next_forgetting_));
}

std::string Engine::why_silent(const std::string& modem, Instant now) {
  const auto known = fleet_.modems.find(modem);
  store_.begin();
  Effects none;
  Turn turn{store_, *rules_, now, none};
  auto why = engine::why_silent(turn, modem, known == fleet_.modems.end() ? ModemState{} : known->second);
  store_.rollback();
  return why;
}

}  // namespace lapor::engine
