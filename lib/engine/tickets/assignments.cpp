#include "engine/tickets/assignments.hpp"

#include <algorithm>

namespace lapor::engine::assignments {
namespace {

using scorecard::Ending;
using ticket::Act;

void end(Assignment& a, Ending how, Instant now) {
  a.ending = how;
  a.left = now;
}

void resume(Assignment& a) {
  a.ending = Ending::open;
  a.left.reset();
}

void end_pause(Assignment& a, Instant now) {
  if (!a.paused_since) return;
  a.paused += std::max(Duration{0}, now - *a.paused_since);
  a.paused_since.reset();
}

/// What a move leaves of it: ended, or still open.
void apply_ending(Assignment& a, Act act, Instant now) {
  switch (act) {
    case Act::confirm:
      return end(a, Ending::confirmed, now);
    case Act::lapse:
      return end(a, Ending::silence, now);
    case Act::transfer:
      return end(a, Ending::transferred, now);
    case Act::refuse:
    case Act::reject:
      return end(a, Ending::rejected, now);
    case Act::cancel:
      return end(a, Ending::cancelled, now);
    case Act::merge:
      return end(a, Ending::duplicate, now);
    case Act::contest:
    case Act::reopen:
      ++(act == Act::contest ? a.contests : a.reopens);
      a.resolved.reset();
      return resume(a);
    case Act::resolve:
      a.resolved = now;
      return;
    default:
      return;
  }
}

bool is_answer(Act act) {
  return act == Act::accept || act == Act::progress || act == Act::ask || act == Act::postpone ||
         act == Act::resolve || act == Act::transfer || act == Act::refuse || act == Act::route ||
         act == Act::reject || act == Act::merge;  // the last three are the coordinator's answers
}

}  // namespace

Assignment begin(const Ticket& t, Instant now) {
  Assignment a;
  a.ticket = t.id;
  a.agency = t.agency;
  a.counted = now;
  return a;
}

void on_forwarded(Assignment& a, const Ticket& t, Instant now) {
  if (!a.forwarded) a.forwarded = a.counted = now;
  resume(a);
  end_pause(a, now);
  a.unreachable = false;
  if (!a.first_response) a.response_due = t.due_at;
  a.resolution_due = t.resolution_due;
}

void on_unreachable(Assignment& a) { a.unreachable = true; }

void on_moved(Assignment& a, const Ticket& t, ticket::State before, Act act, bool by_agency, Instant now) {
  if (by_agency && is_answer(act) && !a.first_response) a.first_response = now;
  end_pause(a, now);
  if (t.state == ticket::State::need_info && before != ticket::State::need_info) a.paused_since = now;
  if (act == Act::postpone) a.paused_since = now;
  apply_ending(a, act, now);
  a.resolution_due = t.resolution_due;
}

void on_deadlines_moved(Assignment& a, const Ticket& t) {
  if (a.ending != Ending::open) return;
  if (!a.first_response && t.due_at) a.response_due = t.due_at;
  a.resolution_due = t.resolution_due;
}

void on_pause_ended(Assignment& a, Instant now) { end_pause(a, now); }

void on_rated(Assignment& a, const Ticket& t) { a.rating = t.rating; }

void on_rerouted(Assignment& a, Instant now) {
  end_pause(a, now);
  end(a, Ending::rerouted, now);
}

}  // namespace lapor::engine::assignments
