// Chooses the tickets that teach the model: those whose agency a person decided, and not the gateway.
#pragma once
#include <optional>
#include <vector>

#include "engine/model/ticket.hpp"
#include "learning/lesson.hpp"

namespace lapor::learning {

/// nullopt if nobody has decided yet, or nothing can be learned of it: a confidential ticket, one without
/// words (its sender was forgotten), a duplicate, one that was cancelled.
///
/// An agency that accepts a report, works on it or resolves it says that it is its own; so does a person who
/// routed it there. The coordinator's own, and what was rejected as nobody's (WENANG), are the coordinator's.
std::optional<DecidedTicket> decided(const engine::Ticket& ticket,
                                     const std::vector<engine::TicketEvent>& events,
                                     const routing::Directory& directory);

}  // namespace lapor::learning
