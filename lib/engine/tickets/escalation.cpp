#include "engine/tickets/escalation.hpp"

#include "engine/deadlines/deadlines.hpp"
#include "engine/outbox/notify.hpp"
#include "engine/tickets/coordinator_actions.hpp"
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
  edit.record(RecordKind::promise_broken, Actor::gateway(), "accepted, then no further answer in time");
  edit.end_pause();
  edit.resume_escalation();
}

/// The date that the reporter was told is past: tells them who else may help.
void notify_overdue(Transaction& tx, TicketEditor& edit) {
  const auto past = tx.rules.calendar.short_date(*edit->resolution_due);
  edit.mark_overdue_notice_sent();
  edit.record(RecordKind::resolution_overdue, Actor::gateway(), "not resolved by " + past);
  notify_reporter(tx, edit.ticket(), replies::Code::late, {{"target", past}});
}

/// SELESAI, and nobody could be asked whether it is true: the coordinator looks, however long it takes.
void wait_for_coordinator(Transaction& tx, TicketEditor& edit) {
  ask_coordinator_to_verify(tx, edit, tx.store.details(edit->id, name(ticket::Act::resolve), 1));
  edit.set_next_timer(tx.rules.calendar.add(tx.now, tx.rules.deadlines.confirm));
}

/// The question reached nobody: its agency has the ticket again, with the clocks that it had.
void end_unheard_question(Transaction& tx, TicketEditor& edit) {
  if (!edit.apply(ticket::Act::inform, Actor::gateway(), "the question reached nobody")) return;
  edit.question_ended();
  notify_coordinator(tx, edit.ticket(), replies::Code::opd_wish,
                     {{"txt", "pertanyaan tidak sampai ke pelapor."}});
}

/// The time to answer is over.
void end_wait_for_citizen(Transaction& tx, TicketEditor& edit) {
  const bool resolved = edit->state == ticket::State::resolved;
  if (resolved && edit->follower_confirmed) {
    edit.apply(ticket::Act::confirm, Actor::gateway(), "a follower said YA, and the reporter nothing");
    notify_reporter(tx, edit.ticket(), replies::Code::closed);
  } else if (nobody_was_asked(tx, edit.ticket())) {
    resolved ? wait_for_coordinator(tx, edit) : end_unheard_question(tx, edit);
  } else if (edit.apply(ticket::Act::lapse, Actor::gateway(), "the citizen did not answer in time")) {
    notify_reporter(tx, edit.ticket(), replies::Code::autoclose);
  }
}

/// Half the time to answer is over: a reminder; all of it: closed.
void wait_for_citizen(Transaction& tx, TicketEditor& edit) {
  const auto end = answer_time_ends(tx.rules, edit.ticket(), edit->due_clock_start.value_or(tx.now));
  if (end <= tx.now) return end_wait_for_citizen(tx, edit);
  if (edit->state == ticket::State::need_info && !edit->reminder_sent) {
    edit.mark_reminder_sent();
    notify_reporter(tx, edit.ticket(), replies::Code::remind,
                    {{"target", tx.rules.calendar.short_date(end)}});
    edit.record(RecordKind::reminded, Actor::gateway(), "half the time to answer is over");
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
