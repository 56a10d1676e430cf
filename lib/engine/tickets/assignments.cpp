#include "engine/tickets/assignments.hpp"

#include <algorithm>
#include <utility>

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

/// Ends the assignment if the act ends it.
void apply_ending(Assignment& a, Act act, Instant now) {
  switch (act) {
    case Act::confirm:
      return end(a, Ending::confirmed, now);
    case Act::lapse:
      return end(a, Ending::silence, now);
    case Act::transfer:
      ++a.given_back;
      return end(a, Ending::transferred, now);
    case Act::refuse:
      ++a.given_back;
      return end(a, Ending::rejected, now);
    case Act::reject:
      return end(a, Ending::rejected, now);
    case Act::cancel:
      return end(a, Ending::cancelled, now);
    case Act::merge:
      return end(a, Ending::duplicate, now);
    case Act::contest:
      ++a.contests;
      a.resolved.reset();
      return resume(a);
    case Act::reopen:
      if (a.ending != Ending::rejected) ++a.reopens;  // nobody had said that a rejected one was resolved
      a.resolved.reset();
      return resume(a);
    case Act::resolve:
      a.resolved = now;
      return;
    default:
      return;
  }
}

bool counts_as_answer(Act act) {
  return act == Act::accept || act == Act::progress || act == Act::ask || act == Act::postpone ||
         act == Act::resolve || act == Act::transfer || act == Act::refuse || act == Act::route ||
         act == Act::reject || act == Act::merge;  // the last three are the coordinator's answers
}

bool gives_away(Act act) { return act == Act::transfer || act == Act::refuse; }

void move(std::optional<Instant>& at, Duration by) {
  if (at) *at += by;
}

/// The agency gets back what it had given away.
void come_back(Assignment& a, Instant now) {
  const auto away = std::max(Duration{0}, now - a.left.value_or(now));
  move(a.response_due, away);
  move(a.resolution_due, away);
  if (a.ending == Ending::transferred || a.ending == Ending::rejected) ++a.came_back;
  if (std::exchange(a.answered_by_leaving, false)) a.first_response.reset();
}

/// The date that the ticket has; one that came back never has a later one than before.
std::optional<Instant> date(const Assignment& a, std::optional<Instant> had, std::optional<Instant> has) {
  return a.came_back > 0 && had && has ? std::min(*had, *has) : has;
}

void copy_resolution_date(Assignment& a, const Ticket& t) {
  a.resolution_due = date(a, a.resolution_due, t.resolution_due);
}

void copy_deadlines(Assignment& a, const Ticket& t) {
  if (!a.first_response && t.due_at) a.response_due = date(a, a.response_due, t.due_at);
  copy_resolution_date(a, t);
}

}  // namespace

Assignment begin(const Ticket& t, bool own_report, Instant now) {
  Assignment a;
  a.ticket = t.id;
  a.agency = t.agency;
  a.reporter = t.reporter;
  a.own_report = own_report;
  a.counted = now;
  return a;
}

void on_forwarded(Assignment& a, const Ticket& t, Instant now) {
  if (a.left) come_back(a, now);
  if (!a.forwarded) a.forwarded = a.counted = now;
  resume(a);
  end_pause(a, now);
  a.unreachable = false;
  copy_deadlines(a, t);
}

void on_unreachable(Assignment& a) { a.unreachable = true; }

void on_moved(Assignment& a, const Ticket& t, ticket::State before, Act act, bool by_agency, Instant now) {
  if (by_agency && counts_as_answer(act)) {
    a.answered_by_leaving = !a.first_response ? gives_away(act) : a.answered_by_leaving && gives_away(act);
    if (!a.first_response) a.first_response = now;
  }
  if (by_agency && act == Act::ask) ++a.questions;
  end_pause(a, now);
  if (t.state == ticket::State::need_info && before != ticket::State::need_info) a.paused_since = now;
  if (act == Act::postpone) a.paused_since = now, ++a.postponed;
  if (a.ending == Ending::open) copy_resolution_date(a, t);
  apply_ending(a, act, now);
}

void on_deadlines_moved(Assignment& a, const Ticket& t) {
  if (a.ending != Ending::open) return;
  copy_deadlines(a, t);
}

void on_promised(Assignment& a) { ++a.promises; }

void on_pause_ended(Assignment& a, Instant now) { end_pause(a, now); }

void on_rated(Assignment& a, const Ticket& t) { a.rating = t.rating; }

void on_rerouted(Assignment& a, Instant now) {
  end_pause(a, now);
  end(a, Ending::rerouted, now);
}

}  // namespace lapor::engine::assignments
