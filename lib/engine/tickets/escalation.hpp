// What time alone makes due on tickets. Internal to lib/engine.
#pragma once
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Climbs the ladders whose step is due, restarts those of broken deadlines, tells reporters of missed dates,
/// reminds of questions and closes what stays unanswered.
void wake_tickets(Transaction& tx);
}  // namespace lapor::engine
