// The gateway's state in Prometheus' text format. Labels come from closed sets (modems, agencies, states):
// never a number, a ticket or a text. Pure.
#pragma once
#include <string>

#include "control/json.hpp"
#include "control/render.hpp"

namespace lapor::control::web {

/// `week`: the figures of the board of the last seven days, or null.
std::string metrics_text(const Status& status, const Json& week, std::size_t sessions, Instant now);

}  // namespace lapor::control::web
