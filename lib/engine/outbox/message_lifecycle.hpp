// Moves messages by the table of deliveries: the one writer of a message's state.
#pragma once
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Changes the state by the table (domain/delivery/lifecycle.hpp); the caller stores the message. Returns
/// false, and logs it, where the table has no such move.
bool apply_event(Transaction& tx, OutboundMessage& message, delivery::Event event);

}  // namespace lapor::engine
