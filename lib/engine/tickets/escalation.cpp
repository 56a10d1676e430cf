#include "engine/tickets/escalation.hpp"

#include <fmt/format.h>

#include "engine/outbox/compose.hpp"
#include "engine/tickets/assignments.hpp"
#include "engine/tickets/casework.hpp"

namespace lapor::engine {
namespace {

constexpr std::size_t batch = 200;  ///< a transaction's worth; the next wake-up is due at once

/// One step up. The next one's time counts from the ladder's base, so steps missed in a downtime are all
/// climbed now, and their texts are merged by contact.
void escalate(Transaction& tx, Ticket& t) {
  const auto mine = escalation_policy(tx.rules, t);
  const auto& step = mine.at(t.level);
  ++t.level;
  t.next_timer_at = earlier(next_step_due(tx.rules, t), overdue_notice_at(t));
  tx.store.update(t);
  record(tx, t, "climbed", "gateway", fmt::format("step {} to {}", t.level, routing::name(step.to)));
  const auto& directory = tx.rules.directory;
  const auto recipients = escalation::recipients(mine, t.level - 1, directory, directory.holder(t.agency));
  const auto when = t.urgent ? tx.now : escalation::notify_at(step, tx.now, tx.rules.calendar);
  owe(tx, t, NotificationKind::escalation, t.level, recipients, when);
}

/// The step that is due, or the wait for what is next.
void escalate_if_due(Transaction& tx, Ticket& t) {
  const auto step = next_step_due(tx.rules, t);
  if (step && *step <= tx.now) return escalate(tx, t);
  t.next_timer_at = earlier(step, overdue_notice_at(t));
  tx.store.update(t);
}

/// The agency accepted, and then the date by which it had to say more passed.
void mark_overdue(Transaction& tx, Ticket& t) {
  record(tx, t, "overdue", "gateway", "accepted, then no further answer in time");
  assignment_pause_ended(tx, t);
  resume_escalation(tx, t);
}

/// The date that the reporter was given is past: who else may help.
void notify_overdue(Transaction& tx, Ticket& t) {
  auto past = tx.rules.calendar.short_date(*t.resolution_due);
  t.overdue_notice_sent = true;
  record(tx, t, "late", "gateway", "not resolved by " + past);
  notify_reporter(tx, t, "LATE", {{"target", std::move(past)}});
}

/// Half the time to answer is over: a reminder; all of it: closed.
void wait_for_citizen(Transaction& tx, Ticket& t) {
  const auto end = lapses_at(tx.rules, t, t.due_clock_start.value_or(tx.now));
  if (end <= tx.now) {
    if (move(tx, t, ticket::Act::lapse, "gateway", "the citizen did not answer in time"))
      notify_reporter(tx, t, "AUTOCLOSE", {});
    return;
  }
  if (t.state == ticket::State::need_info && !t.reminder_sent) {
    t.reminder_sent = true;
    notify_reporter(tx, t, "REMIND", {{"target", tx.rules.calendar.short_date(end)}});
    record(tx, t, "reminded", "gateway", "half the time to answer is over");
  }
  t.next_timer_at = end;
  tx.store.update(t);
}

void wake(Transaction& tx, Ticket t) {
  const bool waits = t.state == ticket::State::verifying || ticket::with_agency(t.state);
  if (const auto late = overdue_notice_at(t); waits && late && *late <= tx.now) notify_overdue(tx, t);
  switch (t.state) {
    case ticket::State::verifying:
    case ticket::State::forwarded:
      return escalate_if_due(tx, t);
    case ticket::State::accepted:
    case ticket::State::in_progress:
      if (t.escalation_clock_start) return escalate_if_due(tx, t);
      if (t.due_at && *t.due_at <= tx.now) return mark_overdue(tx, t);
      t.next_timer_at = earlier(t.due_at, overdue_notice_at(t));
      return tx.store.update(t);
    case ticket::State::resolved:
    case ticket::State::need_info:
      return wait_for_citizen(tx, t);
    default:
      t.next_timer_at.reset();
      tx.store.update(t);
  }
}

}  // namespace

void wake_tickets(Transaction& tx) {
  for (std::size_t done = 0; done < batch;) {
    const auto due = tx.store.with_timer_due(tx.now, batch);
    if (due.empty()) return;
    for (const auto& t : due) wake(tx, t);
    done += due.size();
  }
}

}  // namespace lapor::engine
