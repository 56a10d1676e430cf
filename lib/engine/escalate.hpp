// What time alone makes due on tickets, and the texts that contacts are owed. Internal to lib/engine.
#pragma once
#include "engine/turn.hpp"

namespace lapor::engine {

/// Climbs the ladders whose step is due, restarts those of broken deadlines, closes unanswered questions.
void wake_tickets(Turn& turn);
/// Makes texts of the notices that are due: one a forward (or one digest a contact, where forwards are
/// collected), one ladder text a contact within ladder_gap, inside the window unless urgent.
void send_notices(Turn& turn);

}  // namespace lapor::engine
