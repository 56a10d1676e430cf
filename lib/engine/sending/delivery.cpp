#include "engine/sending/delivery.hpp"

#include <fmt/format.h>

#include "domain/ticket/number.hpp"
#include "engine/outbox/compose.hpp"
#include "engine/tickets/assignments.hpp"
#include "engine/tickets/casework.hpp"

namespace lapor::engine {
namespace {

/// With somebody who hasn't said anything yet.
bool waits(const Ticket& t) {
  return t.state == ticket::State::forwarded || t.state == ticket::State::verifying;
}

bool is_forward(NotificationKind kind) {
  return kind == NotificationKind::forward || kind == NotificationKind::reopened;
}

/// The clock of every ticket whose forward this text carried starts when a modem first accepted it.
void forwards_sent(Transaction& tx, const OutboundMessage& text) {
  for (const auto& notification : tx.store.notifications_in(text.id)) {
    if (!is_forward(notification.kind)) continue;
    auto t = tx.store.ticket(notification.ticket);
    if (t && waits(*t) && !t->forwarded_at) on_forward_sent(tx, *t);
  }
}

/// The forward reached nobody at the agency: no delay of its own, and a reason to climb at once.
void out_of_reach(Transaction& tx, Ticket& t, const std::string& why) {
  record(tx, t, "unreachable", "gateway", why);
  alert_operator(
      tx, fmt::format("HP {} tidak terjangkau, tiket {}: {}", t.agency, ticket::number(t.serial), why));
  assignment_unreachable(tx, t);
  if (!t.resolution_clock_start) {  // the citizen's time runs all the same
    t.resolution_clock_start = tx.now;
    compute_deadlines(tx.rules, t);
  }
  if (!t.escalation_clock_start || t.level == 0) resume_escalation(tx, t);
}

void forwards_lost(Transaction& tx, const OutboundMessage& text, const std::string& why) {
  for (const auto& notification : tx.store.notifications_in(text.id)) {
    auto t = is_forward(notification.kind) ? tx.store.ticket(notification.ticket) : std::nullopt;
    if (!t || !waits(*t)) continue;
    const bool others = tx.store.live_notifications(t->serial, notification.kind, notification.sequence) > 0;
    if (others)
      record(tx, *t, "forward-lost", "gateway", "one phone of " + t->agency + ": " + why);
    else
      out_of_reach(tx, *t, why);
  }
}

}  // namespace

bool move(Transaction& tx, OutboundMessage& text, delivery::Event event) {
  const auto to = delivery::next(text.state, event);
  if (!to) {
    tx.log(
        log::Level::notice, "delivery-move-refused",
        fmt::format("text {}: {} is not allowed in state {}", text.id.value, name(event), name(text.state)));
    return false;
  }
  text.state = *to;
  return true;
}

bool end_attempt(Transaction& tx, Attempt& attempt, Outcome outcome, const std::string& error) {
  if (attempt.outcome) return false;
  attempt.outcome = outcome;
  attempt.ended = tx.now;
  attempt.error = error;
  tx.store.update(attempt);
  return true;
}

void segment_accepted(Transaction& tx, OutboundMessage& text) {
  const bool last = text.next_segment >= text.parts;
  const auto event = !last                                     ? delivery::Event::next_segment
                     : text.state == delivery::State::in_doubt ? delivery::Event::settled
                                                               : delivery::Event::accepted;
  if (!move(tx, text, event)) return;
  text.error.clear();
  text.times_in_doubt = 0;
  text.not_before = tx.now;
  if (last) {
    text.sent_at = tx.now;
  } else {
    ++text.next_segment;
    text.refusals = 0;
  }
  tx.store.update(text);
  if (last) forwards_sent(tx, text);
}

void segment_in_doubt(Transaction& tx, OutboundMessage& text, const std::string& why) {
  if (!move(tx, text, delivery::Event::in_doubt)) return;
  ++text.times_in_doubt;
  text.error = why;
  text.not_before = tx.now + tx.rules.delivery.in_doubt_wait;
  tx.store.update(text);
  tx.log(log::Level::warning, "send-in-doubt", fmt::format("text {} may have left: {}", text.id.value, why));
}

void delivered(Transaction& tx, OutboundMessage& text, Instant at) {
  if (text.state == delivery::State::delivered || !move(tx, text, delivery::Event::delivered)) return;
  if (!text.sent_at) text.sent_at = at;
  text.delivered_at = at;
  text.error.clear();
  tx.store.update(text);
}

void give_up(Transaction& tx, OutboundMessage& text, delivery::Event event, const std::string& why) {
  if (!move(tx, text, event)) return;
  text.error = why;
  tx.store.update(text);
  tx.log(log::Level::warning, "send-given-up",
         fmt::format("text {} {}: {}", text.id.value, name(text.state), why));
  forwards_lost(tx, text, why);
}

}  // namespace lapor::engine
