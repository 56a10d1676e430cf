// What the end of an attempt does to its text, and what the end of a text does to the ticket it carried.
// Internal to lib/engine.
#pragma once
#include <string>

#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Moves a text by the table of deliveries; false where the table has no such move.
bool move(Transaction& tx, OutboundMessage& text, delivery::Event event);
/// Ends an attempt; false if it had ended before (an event told twice).
bool end_attempt(Transaction& tx, Attempt& attempt, Outcome outcome, const std::string& error);

/// The part in hand was taken by the modem: the next part, or sent.
void segment_accepted(Transaction& tx, OutboundMessage& text);
/// The part in hand may have left: unsure, or given up when in doubt for the second time.
void segment_in_doubt(Transaction& tx, OutboundMessage& text, const std::string& why);
/// The last part reached the phone.
void delivered(Transaction& tx, OutboundMessage& text, Instant at);
/// The text will never arrive; a forward's ticket climbs at once instead of waiting.
void give_up(Transaction& tx, OutboundMessage& text, delivery::Event event, const std::string& why);

}  // namespace lapor::engine
