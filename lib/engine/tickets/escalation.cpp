#include "engine/tickets/escalation.hpp"

#include "engine/deadlines/deadlines.hpp"
#include "engine/outbox/notify.hpp"
#include "engine/tickets/ticket_editor.hpp"

namespace lapor::engine {
namespace {

constexpr std::size_t batch = 200;

/// The step that is due, or the wait for the next one. The next step's time counts from the start of the
/// escalation's clock, so steps missed in a downtime are all taken now, and their texts are merged by
/// contact.
void escalate_if_due(Transaction& tx, TicketEditor& edit) {
  const auto step = next_step_due(tx.rules, edit.ticket());
  if (step && *step <= tx.now)
    edit.escalate();
  else
    edit.set_next_timer(earlier(step, overdue_notice_at(edit.ticket())));
}

/// The agency accepted it, and then the date by which it had to say more passed.
void resume_if_silent(Transaction& tx, TicketEditor& edit) {
  if (edit->escalation_clock_start) return escalate_if_due(tx, edit);
  if (!edit->due_at || *edit->due_at > tx.now)
    return edit.set_next_timer(earlier(edit->due_at, overdue_notice_at(edit.ticket())));
  edit.record("overdue", Actor::gateway(), "accepted, then no further answer in time");
  edit.end_pause();
  edit.resume_escalation();
}

/// The date that the reporter was given is past: who else may help.
void notify_overdue(Transaction& tx, TicketEditor& edit) {
  const auto past = tx.rules.calendar.short_date(*edit->resolution_due);
  edit.mark_overdue_notice_sent();
  edit.record("late", Actor::gateway(), "not resolved by " + past);
  notify_reporter(tx, edit.ticket(), replies::Code::late, {{"target", past}});
}

/// Half the time to answer is over: a reminder; all of it: closed.
void wait_for_citizen(Transaction& tx, TicketEditor& edit) {
  const auto end = answer_time_ends(tx.rules, edit.ticket(), edit->due_clock_start.value_or(tx.now));
  if (end <= tx.now) {
    if (edit.apply(ticket::Act::lapse, Actor::gateway(), "the citizen did not answer in time"))
      notify_reporter(tx, edit.ticket(), replies::Code::autoclose);
    return;
  }
  if (edit->state == ticket::State::need_info && !edit->reminder_sent) {
    edit.mark_reminder_sent();
    notify_reporter(tx, edit.ticket(), replies::Code::remind,
                    {{"target", tx.rules.calendar.short_date(end)}});
    edit.record("reminded", Actor::gateway(), "half the time to answer is over");
  }
  edit.set_next_timer(end);
}

void wake(Transaction& tx, const Ticket& t) {
  TicketEditor edit(tx, t);
  const bool with_somebody = t.state == ticket::State::verifying || ticket::with_agency(t.state);
  if (const auto at = overdue_notice_at(t); with_somebody && at && *at <= tx.now) notify_overdue(tx, edit);
  switch (t.state) {
    case ticket::State::verifying:
    case ticket::State::forwarded:
      escalate_if_due(tx, edit);
      break;
    case ticket::State::accepted:
    case ticket::State::in_progress:
      resume_if_silent(tx, edit);
      break;
    case ticket::State::resolved:
    case ticket::State::need_info:
      wait_for_citizen(tx, edit);
      break;
    default:
      edit.set_next_timer(std::nullopt);
  }
  edit.save();
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
