// From a whole message to its handler: who sent it, whether they may be answered, what it means.
#pragma once
#include "engine/model/inbound.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Handles a message that was stored as `id`. `pin_match`: what the PIN that was cut out of it proved;
/// nullopt if it had none.
void handle_message(Transaction& tx, InboundId id, const NewInboundMessage& message,
                    const std::optional<PinMatch>& pin_match);

}  // namespace lapor::engine
