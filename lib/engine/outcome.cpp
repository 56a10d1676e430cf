#include "engine/outcome.hpp"

#include <fmt/format.h>

#include "domain/ticket/number.hpp"
#include "engine/casework.hpp"
#include "engine/say.hpp"
#include "engine/stays.hpp"

namespace lapor::engine {
namespace {

/// With somebody who hasn't said anything yet.
bool waits(const Ticket& t) {
  return t.state == ticket::State::forwarded || t.state == ticket::State::verifying;
}

bool is_forward(NoticeKind kind) { return kind == NoticeKind::forward || kind == NoticeKind::reopened; }

/// The clock of every ticket whose forward this text carried starts when a modem first accepted it.
void forwards_left(Turn& turn, const Outgoing& text) {
  for (const auto& notice : turn.store.notices_in(text.id)) {
    if (!is_forward(notice.kind)) continue;
    auto t = turn.store.ticket(notice.ticket);
    if (t && waits(*t) && !t->forwarded_at) start_clock(turn, *t);
  }
}

/// The forward reached nobody at the agency: no delay of its own, and a reason to climb at once.
void out_of_reach(Turn& turn, Ticket& t, const std::string& why) {
  record(turn, t, "unreachable", "gateway", why);
  alarm(turn, fmt::format("HP {} tidak terjangkau, tiket {}: {}", t.agency, ticket::number(t.serial), why));
  stay_unreached(turn, t);
  if (!t.resolve_base) {  // the citizen's time runs all the same
    t.resolve_base = turn.now;
    set_clocks(turn.rules, t);
  }
  if (!t.ladder_base || t.level == 0) restart_ladder(turn, t);
}

void forwards_lost(Turn& turn, const Outgoing& text, const std::string& why) {
  for (const auto& notice : turn.store.notices_in(text.id)) {
    auto t = is_forward(notice.kind) ? turn.store.ticket(notice.ticket) : std::nullopt;
    if (!t || !waits(*t)) continue;
    const bool others = turn.store.alive_notices(t->serial, notice.kind, notice.round) > 0;
    if (others)
      record(turn, *t, "forward-lost", "gateway", "one phone of " + t->agency + ": " + why);
    else
      out_of_reach(turn, *t, why);
  }
}

}  // namespace

bool move(Turn& turn, Outgoing& text, delivery::Event event) {
  const auto to = delivery::next(text.state, event);
  if (!to) {
    turn.log(
        log::Level::notice, "delivery-move-refused",
        fmt::format("text {}: {} is not allowed in state {}", text.id.value, name(event), name(text.state)));
    return false;
  }
  text.state = *to;
  return true;
}

bool end_attempt(Turn& turn, Attempt& attempt, Outcome outcome, const std::string& error) {
  if (attempt.outcome) return false;
  attempt.outcome = outcome;
  attempt.ended = turn.now;
  attempt.error = error;
  turn.store.update(attempt);
  return true;
}

void part_taken(Turn& turn, Outgoing& text) {
  const bool last = text.next_part >= text.parts;
  const auto event = !last                                   ? delivery::Event::next_part
                     : text.state == delivery::State::unsure ? delivery::Event::settled
                                                             : delivery::Event::accepted;
  if (!move(turn, text, event)) return;
  text.error.clear();
  text.doubts = 0;
  text.not_before = turn.now;
  if (last) {
    text.sent_at = turn.now;
  } else {
    ++text.next_part;
    text.refusals = 0;
  }
  turn.store.update(text);
  if (last) forwards_left(turn, text);
}

void part_in_doubt(Turn& turn, Outgoing& text, const std::string& why) {
  if (!move(turn, text, delivery::Event::in_doubt)) return;
  ++text.doubts;
  text.error = why;
  text.not_before = turn.now + turn.rules.delivery.unsure_wait;
  turn.store.update(text);
  turn.log(log::Level::warning, "send-in-doubt",
           fmt::format("text {} may have left: {}", text.id.value, why));
}

void delivered(Turn& turn, Outgoing& text, Instant at) {
  if (text.state == delivery::State::delivered || !move(turn, text, delivery::Event::delivered)) return;
  if (!text.sent_at) text.sent_at = at;
  text.delivered_at = at;
  text.error.clear();
  turn.store.update(text);
}

void give_up(Turn& turn, Outgoing& text, delivery::Event event, const std::string& why) {
  if (!move(turn, text, event)) return;
  text.error = why;
  turn.store.update(text);
  turn.log(log::Level::warning, "send-given-up",
           fmt::format("text {} {}: {}", text.id.value, name(text.state), why));
  forwards_lost(turn, text, why);
}

}  // namespace lapor::engine
