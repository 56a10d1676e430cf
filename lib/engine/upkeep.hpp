// What the gateway looks after by itself: what its SIMs still hold and for how long they are valid, and
// whether people get their answers. Internal to lib/engine.
#pragma once
#include "engine/fleet.hpp"

namespace lapor::engine {

/// Asks for balances that are due; warns of SIMs that run out, and when answers have waited for long.
void look_after(Turn& turn, Fleet& fleet);
/// When there is something to look after.
std::optional<Instant> next_upkeep(Turn& turn, const Fleet& fleet);
void take_balance(Turn& turn, const BalanceTold& event);

}  // namespace lapor::engine
