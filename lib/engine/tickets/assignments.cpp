#include "engine/tickets/assignments.hpp"

#include <algorithm>

namespace lapor::engine {
namespace {

using scorecard::Ending;
using ticket::Act;

scorecard::Assignment fresh(const Transaction& tx, const Ticket& t) {
  scorecard::Assignment s;
  s.ticket = t.serial;
  s.agency = t.agency;
  s.counted = tx.now;
  return s;
}

void end(scorecard::Assignment& s, Ending how, Instant now) {
  s.ending = how;
  s.left = now;
}

void resume(scorecard::Assignment& s) {
  s.ending = Ending::open;
  s.left.reset();
}

/// What a move leaves of the stay: over, or there still.
void apply_ending(scorecard::Assignment& s, Act act, Instant now) {
  switch (act) {
    case Act::confirm:
      return end(s, Ending::confirmed, now);
    case Act::lapse:
      return end(s, Ending::silence, now);
    case Act::transfer:
      return end(s, Ending::transferred, now);
    case Act::refuse:
    case Act::reject:
      return end(s, Ending::rejected, now);
    case Act::cancel:
      return end(s, Ending::cancelled, now);
    case Act::merge:
      return end(s, Ending::duplicate, now);
    case Act::contest:
    case Act::reopen:
      ++(act == Act::contest ? s.contests : s.reopens);
      s.resolved.reset();
      return resume(s);
    case Act::resolve:
      s.resolved = now;
      return;
    default:
      return;
  }
}

bool answers(Act act) {
  return act == Act::accept || act == Act::progress || act == Act::ask || act == Act::postpone ||
         act == Act::resolve || act == Act::transfer || act == Act::refuse || act == Act::route ||
         act == Act::reject || act == Act::merge;  // the coordinator's answers
}

void end_pause(scorecard::Assignment& s, Instant now) {
  if (!s.paused_since) return;
  s.paused += std::max(Duration{0}, now - *s.paused_since);
  s.paused_since.reset();
}

/// With another agency now, though nobody there gave it away: the coordinator did.
void leave_others(Transaction& tx, const Ticket& t) {
  for (auto& other : tx.store.assignments_of(t.serial)) {
    if (other.agency == t.agency || other.ending != Ending::open) continue;
    end_pause(other, tx.now);
    end(other, Ending::rerouted, tx.now);
    tx.store.put(other);
  }
}

}  // namespace

void assignment_forwarded(Transaction& tx, const Ticket& t) {
  leave_others(tx, t);
  auto s = tx.store.assignment(t.serial, t.agency).value_or(fresh(tx, t));
  if (!s.forwarded) s.forwarded = s.counted = tx.now;
  resume(s);
  end_pause(s, tx.now);
  s.unreachable = false;
  if (!s.first_response) s.response_due = t.due_at;
  s.resolution_due = t.resolution_due;
  tx.store.put(s);
}

void assignment_unreachable(Transaction& tx, const Ticket& t) {
  leave_others(tx, t);
  auto s = tx.store.assignment(t.serial, t.agency).value_or(fresh(tx, t));
  s.unreachable = true;
  tx.store.put(s);
}

void assignment_moved(Transaction& tx, const Ticket& t, ticket::State before, Act act, bool by_agency) {
  auto s = tx.store.assignment(t.serial, t.agency);
  if (!s) return;
  if (by_agency && answers(act) && !s->first_response) s->first_response = tx.now;
  end_pause(*s, tx.now);
  if (t.state == ticket::State::need_info && before != ticket::State::need_info) s->paused_since = tx.now;
  if (act == Act::postpone) s->paused_since = tx.now;
  apply_ending(*s, act, tx.now);
  s->resolution_due = t.resolution_due;
  tx.store.put(*s);
}

void assignment_deadlines_moved(Transaction& tx, const Ticket& t) {
  auto s = tx.store.assignment(t.serial, t.agency);
  if (!s || s->ending != Ending::open) return;
  if (!s->first_response && t.due_at) s->response_due = t.due_at;
  s->resolution_due = t.resolution_due;
  tx.store.put(*s);
}

void assignment_pause_ended(Transaction& tx, const Ticket& t) {
  auto s = tx.store.assignment(t.serial, t.agency);
  if (!s || !s->paused_since) return;
  end_pause(*s, tx.now);
  tx.store.put(*s);
}

void assignment_rated(Transaction& tx, const Ticket& t) {
  auto s = tx.store.assignment(t.serial, t.agency);
  if (!s) return;
  s->rating = t.rating;
  tx.store.put(*s);
}

}  // namespace lapor::engine
