// The coordinator's orders, from a request to the event that the engine takes, and what waits for an order.
#pragma once
#include <optional>
#include <string>

#include "base/error.hpp"
#include "control/render.hpp"
#include "engine/api/events.hpp"
#include "engine/api/rules.hpp"

namespace lapor::control {

/// The event of route, merge, separate, reject, reopen, note, answer, ask or new, or what is wrong with the
/// request; nothing if the command is none of these.
std::optional<Result<engine::Event>> read_order(const Json& request, const std::string& actor);

/// What waits for the coordinator, the oldest first: tickets to verify, refusals to confirm, reports that no
/// rule routes, and those that may be about the same as another.
Result<Json> queue(const Json& request, engine::Views& views, const engine::Rules& rules, Numbers numbers);

}  // namespace lapor::control
