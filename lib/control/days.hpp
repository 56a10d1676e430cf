// Local days in requests: "2026-03-31".
#pragma once
#include <chrono>
#include <string_view>

#include "base/error.hpp"
#include "control/json.hpp"

namespace lapor::control {

/// The day that a key of the request names, or `otherwise`.
Result<std::chrono::sys_days> day_of(const Json& request, std::string_view key,
                                     std::chrono::sys_days otherwise);

}  // namespace lapor::control
