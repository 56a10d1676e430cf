// Takes what nobody could read out of the coordinator's queue: the same from laporctl and from the desk.
#pragma once
#include <cstdint>
#include <string>

#include "control/gateway.hpp"

namespace lapor::control {

/// `id`: a row of the quarantine. Answers {quarantine}.
void dismiss_unread(Gateway& gateway, std::int64_t id, const engine::Actor& actor, const Reply& reply);

}  // namespace lapor::control
