#include "engine/escalate.hpp"

#include <fmt/format.h>

#include "engine/casework.hpp"
#include "engine/say.hpp"
#include "engine/stays.hpp"

namespace lapor::engine {
namespace {

constexpr std::size_t batch = 200;  ///< a transaction's worth; the next wake-up is due at once

/// One step up. The next one's time counts from the ladder's base, so steps missed in a downtime are all
/// climbed now, and their texts are merged by contact.
void climb(Turn& turn, Ticket& t) {
  const auto mine = ladder_of(turn.rules, t);
  const auto& step = mine.at(t.level);
  ++t.level;
  t.wake_at = earlier(next_step(turn.rules, t), late_at(t));
  turn.store.update(t);
  record(turn, t, "climbed", "gateway", fmt::format("step {} to {}", t.level, routing::name(step.to)));
  const auto& directory = turn.rules.directory;
  const auto hearers = schedule::hearers(mine, t.level - 1, directory, directory.holder(t.agency));
  const auto when = t.urgent ? turn.now : schedule::told(step, turn.now, turn.rules.calendar);
  owe(turn, t, NoticeKind::climb, t.level, hearers, when);
}

/// The step that is due, or the wait for what is next.
void climb_if_due(Turn& turn, Ticket& t) {
  const auto step = next_step(turn.rules, t);
  if (step && *step <= turn.now) return climb(turn, t);
  t.wake_at = earlier(step, late_at(t));
  turn.store.update(t);
}

/// The agency accepted, and then the date by which it had to say more passed.
void fall_silent(Turn& turn, Ticket& t) {
  record(turn, t, "overdue", "gateway", "accepted, then no further answer in time");
  stay_resumed(turn, t);
  restart_ladder(turn, t);
}

/// The date that the reporter was given is past: who else may help.
void tell_late(Turn& turn, Ticket& t) {
  auto past = turn.rules.calendar.short_date(*t.resolve_by);
  t.late_told = true;
  record(turn, t, "late", "gateway", "not resolved by " + past);
  tell_reporter(turn, t, "LATE", {{"target", std::move(past)}});
}

/// Half the time to answer is over: a reminder; all of it: closed.
void wait_for_citizen(Turn& turn, Ticket& t) {
  const auto end = lapses(turn.rules, t, t.due_base.value_or(turn.now));
  if (end <= turn.now) {
    if (move(turn, t, ticket::Act::lapse, "gateway", "the citizen did not answer in time"))
      tell_reporter(turn, t, "AUTOCLOSE", {});
    return;
  }
  if (t.state == ticket::State::need_info && !t.nudged) {
    t.nudged = true;
    tell_reporter(turn, t, "REMIND", {{"target", turn.rules.calendar.short_date(end)}});
    record(turn, t, "reminded", "gateway", "half the time to answer is over");
  }
  t.wake_at = end;
  turn.store.update(t);
}

void wake(Turn& turn, Ticket t) {
  const bool waits = t.state == ticket::State::verifying || ticket::with_agency(t.state);
  if (const auto late = late_at(t); waits && late && *late <= turn.now) tell_late(turn, t);
  switch (t.state) {
    case ticket::State::verifying:
    case ticket::State::forwarded:
      return climb_if_due(turn, t);
    case ticket::State::accepted:
    case ticket::State::in_progress:
      if (t.ladder_base) return climb_if_due(turn, t);
      if (t.due_at && *t.due_at <= turn.now) return fall_silent(turn, t);
      t.wake_at = earlier(t.due_at, late_at(t));
      return turn.store.update(t);
    case ticket::State::resolved:
    case ticket::State::need_info:
      return wait_for_citizen(turn, t);
    default:
      t.wake_at.reset();
      turn.store.update(t);
  }
}

}  // namespace

void wake_tickets(Turn& turn) {
  for (std::size_t done = 0; done < batch;) {
    const auto due = turn.store.to_wake(turn.now, batch);
    if (due.empty()) return;
    for (const auto& t : due) wake(turn, t);
    done += due.size();
  }
}

}  // namespace lapor::engine
