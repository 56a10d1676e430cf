#include "engine/stays.hpp"

#include <algorithm>

namespace lapor::engine {
namespace {

using score::Ending;
using ticket::Act;

score::Stay fresh(const Turn& turn, const Ticket& t) {
  score::Stay s;
  s.ticket = t.serial;
  s.agency = t.agency;
  s.counted = turn.now;
  return s;
}

void end(score::Stay& s, Ending how, Instant now) {
  s.ending = how;
  s.left = now;
}

void resume(score::Stay& s) {
  s.ending = Ending::open;
  s.left.reset();
}

/// What a move leaves of the stay: over, or there still.
void apply_ending(score::Stay& s, Act act, Instant now) {
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

void end_pause(score::Stay& s, Instant now) {
  if (!s.paused_since) return;
  s.paused += std::max(Duration{0}, now - *s.paused_since);
  s.paused_since.reset();
}

/// With another agency now, though nobody there gave it away: the coordinator did.
void leave_others(Turn& turn, const Ticket& t) {
  for (auto& other : turn.store.stays_of(t.serial)) {
    if (other.agency == t.agency || other.ending != Ending::open) continue;
    end_pause(other, turn.now);
    end(other, Ending::rerouted, turn.now);
    turn.store.put(other);
  }
}

}  // namespace

void stay_begins(Turn& turn, const Ticket& t) {
  leave_others(turn, t);
  auto s = turn.store.stay(t.serial, t.agency).value_or(fresh(turn, t));
  if (!s.forwarded) s.forwarded = s.counted = turn.now;
  resume(s);
  end_pause(s, turn.now);
  s.unreachable = false;
  if (!s.first_response) s.respond_by = t.due_at;
  s.resolve_by = t.resolve_by;
  turn.store.put(s);
}

void stay_unreached(Turn& turn, const Ticket& t) {
  leave_others(turn, t);
  auto s = turn.store.stay(t.serial, t.agency).value_or(fresh(turn, t));
  s.unreachable = true;
  turn.store.put(s);
}

void stay_moved(Turn& turn, const Ticket& t, ticket::State before, Act act, bool by_agency) {
  auto s = turn.store.stay(t.serial, t.agency);
  if (!s) return;
  if (by_agency && answers(act) && !s->first_response) s->first_response = turn.now;
  end_pause(*s, turn.now);
  if (t.state == ticket::State::need_info && before != ticket::State::need_info) s->paused_since = turn.now;
  if (act == Act::postpone) s->paused_since = turn.now;
  apply_ending(*s, act, turn.now);
  s->resolve_by = t.resolve_by;
  turn.store.put(*s);
}

void stay_timed(Turn& turn, const Ticket& t) {
  auto s = turn.store.stay(t.serial, t.agency);
  if (!s || s->ending != Ending::open) return;
  if (!s->first_response && t.due_at) s->respond_by = t.due_at;
  s->resolve_by = t.resolve_by;
  turn.store.put(*s);
}

void stay_resumed(Turn& turn, const Ticket& t) {
  auto s = turn.store.stay(t.serial, t.agency);
  if (!s || !s->paused_since) return;
  end_pause(*s, turn.now);
  turn.store.put(*s);
}

void stay_rated(Turn& turn, const Ticket& t) {
  auto s = turn.store.stay(t.serial, t.agency);
  if (!s) return;
  s->rating = t.rating;
  turn.store.put(*s);
}

}  // namespace lapor::engine
