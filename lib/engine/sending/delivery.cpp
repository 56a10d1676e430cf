#include "engine/sending/delivery.hpp"

#include <fmt/format.h>

#include "domain/delivery/cause.hpp"
#include "engine/outbox/message_lifecycle.hpp"

namespace lapor::engine {
namespace {

delivery::Event accepted_as(const OutboundMessage& message, bool last) {
  if (!last) return delivery::Event::next_segment;
  return message.state == delivery::State::in_doubt ? delivery::Event::found_sent : delivery::Event::accepted;
}

}  // namespace

bool end_attempt(Transaction& tx, Attempt& attempt, Outcome outcome, const std::string& error) {
  if (attempt.outcome) return false;
  attempt.outcome = outcome;
  attempt.ended = tx.now;
  attempt.error = error;
  tx.store.update(attempt);
  return true;
}

void segment_accepted(Transaction& tx, OutboundMessage& message) {
  const bool last = message.next_segment >= message.segments;
  if (!apply_event(tx, message, accepted_as(message, last))) return;
  message.error.clear();
  message.times_in_doubt = 0;
  message.not_before = tx.now;
  if (last) {
    message.sent_at = tx.now;
    tx.deliveries.push_back(MessageSent{message.id});
  } else {
    ++message.next_segment;
    message.refusals = 0;
  }
  tx.store.update(message);
}

void segment_in_doubt(Transaction& tx, OutboundMessage& message, const std::string& why) {
  if (!apply_event(tx, message, delivery::Event::in_doubt)) return;
  ++message.times_in_doubt;
  message.error = why;
  message.not_before = tx.now + tx.rules.delivery.in_doubt_wait;
  tx.store.update(message);
  tx.log(log::Level::warning, "send-in-doubt",
         fmt::format("text {} may have left: {}", message.id.value, why));
}

void delivered(Transaction& tx, OutboundMessage& message, Instant at) {
  if (message.state == delivery::State::delivered || !apply_event(tx, message, delivery::Event::delivered))
    return;
  if (!message.sent_at) message.sent_at = at;
  message.delivered_at = at;
  message.error.clear();
  tx.store.update(message);
}

void requeue(Transaction& tx, OutboundMessage& message, delivery::Event event, Duration pause,
             const std::string& why) {
  if (!apply_event(tx, message, event)) return;
  message.not_before = tx.now + pause;
  message.error = why;
  tx.store.update(message);
}

bool reported_delivered(const Attempt& attempt) {
  return attempt.tp_status &&
         delivery::report_outcome(*attempt.tp_status) == delivery::ReportOutcome::delivered;
}

void give_up(Transaction& tx, OutboundMessage& message, delivery::Event event, const std::string& why) {
  if (!apply_event(tx, message, event)) return;
  message.error = why;
  tx.store.update(message);
  tx.log(log::Level::warning, "send-given-up",
         fmt::format("text {} {}: {}", message.id.value, name(message.state), why));
  tx.deliveries.push_back(MessageLost{message.id, why});
}

}  // namespace lapor::engine
