// The end of an attempt, and its effect on the message. Consequences for tickets are left in the transaction
// as values.
#pragma once
#include <string>

#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Ends an attempt and stores it. False if it had ended before: an event told twice.
bool end_attempt(Transaction& tx, Attempt& attempt, Outcome outcome, const std::string& error);

/// The modem accepted the segment under way: the next one is queued, or the message is sent.
void segment_accepted(Transaction& tx, OutboundMessage& message);
/// The segment under way may have left: in doubt, or given up when that is so for the second time.
void segment_in_doubt(Transaction& tx, OutboundMessage& message, const std::string& why);
/// A status report said that the segment reached the phone.
bool reported_delivered(const Attempt& attempt);
/// The last segment reached the phone.
void delivered(Transaction& tx, OutboundMessage& message, Instant at);
/// Back to the queue, not before `pause` has passed.
void requeue(Transaction& tx, OutboundMessage& message, delivery::Event event, Duration pause,
             const std::string& why);
/// The message will never arrive.
void give_up(Transaction& tx, OutboundMessage& message, delivery::Event event, const std::string& why);

}  // namespace lapor::engine
