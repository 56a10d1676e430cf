// The engine's entries, and the pipeline that every transaction goes through. README.md says why in this
// order.
#include "engine/api/engine.hpp"

#include <algorithm>

#include "base/overloaded.hpp"
#include "engine/commands/desk_answer.hpp"
#include "engine/commands/operator_orders.hpp"
#include "engine/deadlines/deadlines.hpp"
#include "engine/housekeeping/accounts.hpp"
#include "engine/housekeeping/after_restore.hpp"
#include "engine/housekeeping/erasure.hpp"
#include "engine/housekeeping/lifetime.hpp"
#include "engine/housekeeping/scorecard_sms.hpp"
#include "engine/inbox/long_texts.hpp"
#include "engine/inbox/receive_segment.hpp"
#include "engine/outbox/notifications.hpp"
#include "engine/outbox/operator_alerts.hpp"
#include "engine/sending/attempts.hpp"
#include "engine/sending/scheduler.hpp"
#include "engine/sending/sim_events.hpp"
#include "engine/sending/sim_monitor.hpp"
#include "engine/sending/status_reports.hpp"
#include "engine/tickets/deliveries.hpp"
#include "engine/tickets/escalation.hpp"
#include "engine/tickets/recompute_deadlines.hpp"

namespace lapor::engine {

struct Engine::State {
  State(Store& s, std::shared_ptr<const Rules> r) : store(s), rules(std::move(r)) {}

  Store& store;
  std::shared_ptr<const Rules> rules;
  // Copied into each transaction, and back only after its commit.
  ModemPool pool;
  ScorecardProgress scorecard;

  bool recompute = true;                ///< deadlines may have to be computed again
  std::optional<Instant> next_timer;    ///< by what the last transaction left in the store
  std::optional<Instant> next_summary;  ///< nullopt: there is none
  std::optional<Instant> next_erasure;  ///< nullopt: at the next tick
};

namespace {

void record_access(Transaction& tx, AccessRecord access) {
  access.at = tx.now;
  tx.store.record_access(access);
}

void handle(Transaction& tx, const Event& event, ModemPool& pool) {
  std::visit(Overloaded{
                 [&](const ModemUp& e) { on_modem_up(tx, e, pool); },
                 [&](const ModemDown& e) { modem_down(pool, e.modem); },
                 [&](const ModemStuck& e) { modem_stuck(pool, e.modem, true); },
                 [&](const ModemFree& e) { modem_stuck(pool, e.modem, false); },
                 [&](const NetworkChanged& e) { modem_registered(pool, e.modem, e.registered); },
                 [&](const ModemMissing& e) { alert_modem_missing(tx, e); },
                 [&](const BalanceReceived& e) { record_balance(tx, e); },
                 [&](const PaceShown& e) { remember_pace(tx, e); },
                 [&](const PinRequired& e) { decide_pin(tx, e); },
                 [&](const PinResult& e) { record_pin_result(tx, e); },
                 [&](const SegmentReceived& e) { receive_segment(tx, e, up_since(pool, e.modem)); },
                 [&](const DeliveriesSettled& e) { tx.store.settle_deliveries(e.modem, e.slots, tx.now); },
                 [&](const SlotUnreadable& e) { quarantine_unreadable(tx, e); },
                 [&](const LeftoverFound& e) { export_leftover(tx, e); },
                 [&](const Prompted& e) { record_release(tx, e, pool); },
                 [&](const SendAccepted& e) { on_accepted(tx, e, pool); },
                 [&](const SendRefused& e) { on_refused(tx, e, pool); },
                 [&](const SendInDoubt& e) { on_in_doubt(tx, e, pool); },
                 [&](const SendAborted& e) { on_aborted(tx, e, pool); },
                 [&](const StatusReportReceived& e) { apply_status_report(tx, e); },
                 [&](const ClockJumped& e) { apply_clock_jump(tx, e); },
                 [&](const OperatorAlert& e) { alert_operator(tx, e.text); },
                 [&](const SimTrusted& e) { sim_trusted(tx, pool, e.modem); },
                 [&](const PinTriesForgiven& e) { forgive_pin_tries(tx, e); },
                 [&](const SendRequested& e) { request_send(tx, e); },
                 [&](const OperatorOrder& e) { execute_order(tx, e); },
                 [&](const ReportFiled& e) { file_operator_report(tx, e); },
                 [&](const UnreadDismissed& e) { dismiss_unread(tx, e); },
                 [&](const AccountAdded& e) { add_account(tx, e); },
                 [&](const AccountRemoved& e) { remove_account(tx, e); },
                 [&](const DeskAnswer& e) { answer_at_desk(tx, e); },
                 [&](const AccessLogged& e) { record_access(tx, e.access); },
             },
             event);
}

/// The steps of every transaction after its own work. Returns whether a scorecard has still to be counted.
bool run_pipeline(Transaction& tx, ModemPool& pool, ScorecardProgress& scorecard) {
  // Asked at once: none of these steps makes work for a later one of them.
  const auto pending =
      tx.store.pending_work(tx.now, tx.now + tx.rules.forwarding.collect, held_attempts(pool));
  if (pending.orphaned_attempts) resolve_orphaned_attempts(tx, pool);
  apply_deliveries(tx);
  if (pending.erasures) erase_who_asked(tx);
  if (!pending.scorecards) scorecard = {};
  const bool more = pending.scorecards && advance_scorecard(tx, scorecard);
  if (pending.notifications) send_notifications(tx);
  schedule_sends(tx, pool);
  apply_deliveries(tx);  // what scheduling had to give up
  return more;
}

/// The next time when the rows of the store, as this transaction leaves them, need a tick.
std::optional<Instant> next_timer(Transaction& tx, const ModemPool& pool) {
  const auto timers = tx.store.next_timers(pool.scheduled);
  auto next = earlier(next_sim_check(tx, pool, timers.answers_queued), timers.expiry);
  next = earlier(next, earlier(timers.in_doubt, earlier(timers.ticket, timers.notification)));
  next = earlier(next, timers.erasure);
  if (timers.oldest_segment) next = earlier(next, *timers.oldest_segment + tx.rules.limits.multipart_timeout);
  // A queued message needs no tick while every modem is away or busy: an event ends that. A message that
  // could not go at the last scheduling waits for a modem.
  const bool idle =
      std::any_of(pool.modems.begin(), pool.modems.end(), [](const auto& m) { return m.second.idle(); });
  if (idle) next = earlier(next, earlier(timers.queued, pool.wake_scheduler_at));
  return next;
}

/// A transaction that only reads. It ends with its scope, also where the store fails.
class Reading {
 public:
  explicit Reading(Store& store) : store_(store) { store_.begin(); }
  ~Reading() { store_.rollback(); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

 private:
  Store& store_;
};

}  // namespace

Engine::Engine(Store& store, std::shared_ptr<const Rules> rules)
    : state_(std::make_unique<State>(store, std::move(rules))) {}

Engine::~Engine() = default;

void Engine::adopt(std::shared_ptr<const Rules> rules) {
  state_->rules = std::move(rules);
  state_->recompute = true;
  state_->next_erasure.reset();
}

template <class Body>
Effects Engine::transaction(Instant now, Body body) {
  Effects effects;
  auto pool = state_->pool;
  auto scorecard = state_->scorecard;
  std::optional<Instant> next;
  auto& store = state_->store;
  Transaction tx{store, *state_->rules, now, effects};
  store.begin();
  try {
    body(tx, pool);
    const bool more = run_pipeline(tx, pool, scorecard);
    next = more ? now : next_timer(tx, pool);
    store.commit();
  } catch (...) {
    store.rollback();
    throw;
  }
  state_->pool = std::move(pool);
  state_->scorecard = std::move(scorecard);
  state_->next_timer = next;
  return effects;
}

Effects Engine::start(Instant now) {
  state_->pool = {};
  state_->recompute = true;
  return transaction(now, [](Transaction& tx, ModemPool& pool) {
    resolve_orphaned_attempts(tx, pool);  // end_queued_after_restore() wants no attempt without an outcome
    end_queued_after_restore(tx);
  });
}

Effects Engine::on(const Event& event, Instant now) {
  auto effects = transaction(now, [&](Transaction& tx, ModemPool& pool) { handle(tx, event, pool); });
  if (std::holds_alternative<ClockJumped>(event)) state_->recompute = true, state_->next_erasure.reset();
  return effects;
}

Effects Engine::tick(Instant now) {
  bool more = false;
  auto next_erasure = state_->next_erasure;
  auto effects = transaction(now, [&](Transaction& tx, ModemPool& pool) {
    monitor_sims(tx, pool);
    if (state_->recompute) more = recompute_some_deadlines(tx);
    complete_stale(tx);
    if (!more) wake_tickets(tx);  // by deadlines that hold
    expire_and_retry(tx);
    request_due_summaries(tx);
    record_alive(tx);
    if (!next_erasure || *next_erasure <= now) next_erasure = erase_inactive(tx);
  });
  state_->next_erasure = next_erasure;
  state_->recompute = more;
  state_->next_summary = next_summary(*state_->rules, now);
  return effects;
}

std::optional<Instant> Engine::next_wakeup(Instant now) const {
  if (state_->recompute) return now;
  return earlier(state_->next_timer, earlier(state_->next_summary, state_->next_erasure));
}

std::string Engine::blocked_reason(const std::string& modem, Instant now) {
  const auto known = state_->pool.modems.find(modem);
  const Reading reading(state_->store);
  Effects none;
  Transaction tx{state_->store, *state_->rules, now, none};
  return engine::blocked_reason(tx, modem,
                                known == state_->pool.modems.end() ? ModemAvailability{} : known->second);
}

}  // namespace lapor::engine
