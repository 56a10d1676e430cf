// Consequences of a delivery for the tickets that the message told of.
#pragma once
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Handles the delivery consequences that this transaction has collected: a forward that was sent starts the
/// ticket's clocks; one that is lost makes it escalate where no other phone of its agency has it.
void apply_deliveries(Transaction& tx);

}  // namespace lapor::engine
