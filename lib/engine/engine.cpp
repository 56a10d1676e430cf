#include "engine/api/engine.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/commands/operator_orders.hpp"
#include "engine/deadlines/deadlines.hpp"
#include "engine/housekeeping/after_restore.hpp"
#include "engine/housekeeping/erasure.hpp"
#include "engine/housekeeping/scorecard_sms.hpp"
#include "engine/inbox/receive_segment.hpp"
#include "engine/outbox/compose.hpp"
#include "engine/outbox/notifications.hpp"
#include "engine/sending/sim_events.hpp"
#include "engine/sending/sim_monitor.hpp"
#include "engine/tickets/escalation.hpp"
#include "engine/tickets/recompute_deadlines.hpp"

namespace lapor::engine {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

void request_send(Transaction& tx, const SendRequested& event) {
  const auto address = sms::read_address(event.number, tx.rules.country);
  if (address.kind != sms::AddressKind::mobile && address.kind != sms::AddressKind::landline) {
    tx.effects.push_back(OrderRefused{"not a phone number that a text can be sent to"});
    return;
  }
  if (event.text.empty()) {
    tx.effects.push_back(OrderRefused{"the text is empty"});
    return;
  }
  const auto id = put(tx, tx.store.person(address), event.text, Purpose::operator_, std::nullopt, tx.now);
  tx.effects.push_back(MessageQueued{id});
  tx.log(log::Level::notice, "operator-send", fmt::format("{} queued text {}", event.actor, id.value));
}

void handle(Transaction& tx, const Event& event, ModemPool& pool) {
  std::visit(Overloaded{
                 [&](const ModemUp& e) { on_modem_up(tx, e, pool); },
                 [&](const ModemDown& e) { modem_down(pool, e.modem); },
                 [&](const ModemStuck& e) { modem_stuck(pool, e.modem, true); },
                 [&](const ModemFree& e) { modem_stuck(pool, e.modem, false); },
                 [&](const NetworkChanged& e) { modem_registered(pool, e.modem, e.registered); },
                 [&](const SimTrusted& e) { sim_trusted(tx, pool, e.modem); },
                 [&](const ModemMissing& e) { alert_modem_missing(tx, e); },
                 [&](const BalanceReceived& e) { record_balance(tx, e); },
                 [&](const PinRequired& e) { decide_pin(tx, e); },
                 [&](const PinResult& e) { record_pin_result(tx, e); },
                 [&](const PinTriesForgiven& e) { forgive_pin_tries(tx, e); },
                 [&](const SegmentReceived& e) { receive_segment(tx, e); },
                 [&](const SlotUnreadable& e) { quarantine_unreadable(tx, e); },
                 [&](const Prompted& e) { record_release(tx, e, pool); },
                 [&](const SendAccepted& e) { accept(tx, e, pool); },
                 [&](const SendRefused& e) { refuse(tx, e, pool); },
                 [&](const SendInDoubt& e) { doubt(tx, e, pool); },
                 [&](const SendAborted& e) { cut_off(tx, e, pool); },
                 [&](const StatusReportReceived& e) { apply_status_report(tx, e); },
                 [&](const ClockJumped& e) { apply_clock_jump(tx, e); },
                 [&](const OperatorAlert& e) { alert_operator(tx, e.text); },
                 [&](const SendRequested& e) { request_send(tx, e); },
                 [&](const OperatorOrder& e) { execute_order(tx, e); },
                 [&](const ReportFiled& e) { file_operator_report(tx, e); },
                 [&](const AccessLogged& e) {
                   auto access = e.access;
                   access.at = tx.now;
                   tx.store.record_access(access);
                 },
             },
             event);
}

/// When what is stored, as this transaction leaves it, next needs a tick.
std::optional<Instant> next_of_rows(Transaction& tx, const ModemPool& pool) {
  const auto alarms = tx.store.next_timers(pool.looked);
  auto next = earlier(next_sim_check(tx, pool), alarms.expiry);
  next = earlier(next, earlier(alarms.doubt, earlier(alarms.wake, alarms.notice)));
  if (alarms.oldest_part) next = earlier(next, *alarms.oldest_part + tx.rules.limits.multipart_timeout);
  // A queued text wakes nobody while every modem is away or busy: the end of that is an event. What could not
  // go when texts were last given out waits for a modem.
  const bool idle =
      std::any_of(pool.modems.begin(), pool.modems.end(), [](const auto& m) { return m.second.idle(); });
  if (idle) next = earlier(next, earlier(alarms.queued, pool.wake_scheduler_at));
  return next;
}

}  // namespace

Engine::Engine(Store& store, std::shared_ptr<const Rules> rules) : store_(store), rules_(std::move(rules)) {}

void Engine::adopt(std::shared_ptr<const Rules> rules) {
  rules_ = std::move(rules);
  recompute_ = true;
  next_forgetting_.reset();
}

template <class Body>
Effects Engine::transaction(Instant now, Body body) {
  Effects effects;
  auto pool = pool_;
  auto progress = scorecard_progress_;
  std::optional<Instant> next;
  Transaction tx{store_, *rules_, now, effects};
  store_.begin();
  try {
    body(tx, pool);
    resolve_orphaned_attempts(tx, pool);
    erase_who_asked(tx);
    const bool more = advance_scorecard(tx, progress);
    send_notifications(tx);
    schedule_sends(tx, pool);
    next = more ? now : next_of_rows(tx, pool);
    store_.commit();
  } catch (...) {
    store_.rollback();
    throw;
  }
  pool_ = std::move(pool);
  scorecard_progress_ = std::move(progress);
  next_of_rows_ = next;
  return effects;
}

Effects Engine::start(Instant now) {
  pool_ = {};
  recompute_ = true;
  return transaction(now, [](Transaction& tx, ModemPool& pool) {
    resolve_orphaned_attempts(tx, pool);
    settle_after_restore(tx);
  });
}

Effects Engine::on(const Event& event, Instant now) {
  auto effects = transaction(now, [&](Transaction& tx, ModemPool& pool) { handle(tx, event, pool); });
  if (std::holds_alternative<ClockJumped>(event)) recompute_ = true, next_forgetting_.reset();
  return effects;
}

Effects Engine::tick(Instant now) {
  bool more = false;
  auto forgetting = next_forgetting_;
  auto effects = transaction(now, [&](Transaction& tx, ModemPool& pool) {
    monitor_sims(tx, pool);
    if (recompute_) more = recompute_some_deadlines(tx);
    complete_stale(tx);
    if (!more) wake_tickets(tx);  // by deadlines that hold
    expire_and_retry(tx);
    request_due_summaries(tx);
    if (!next_forgetting_ || *next_forgetting_ <= now) forgetting = erase_inactive(tx);
  });
  next_forgetting_ = forgetting;
  recompute_ = more;
  next_summary_ = next_summary(*rules_, now);
  return effects;
}

std::optional<Instant> Engine::next_wakeup(Instant now) const {
  if (recompute_) return now;
  return earlier(next_of_rows_, earlier(next_summary_, next_forgetting_));
}

std::string Engine::blocked_reason(const std::string& modem, Instant now) {
  const auto known = pool_.modems.find(modem);
  store_.begin();
  Effects none;
  Transaction tx{store_, *rules_, now, none};
  auto why =
      engine::blocked_reason(tx, modem, known == pool_.modems.end() ? ModemAvailability{} : known->second);
  store_.rollback();
  return why;
}

}  // namespace lapor::engine
