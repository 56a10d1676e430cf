// One place that turns an exception of a command into a refusal.
#pragma once
#include <functional>

#include "control/gateway.hpp"

namespace lapor::control {

/// Runs a part of a command. A failure of the database becomes a refusal that says so. Any other exception is
/// a fault in lapord: it is logged as command-failed and becomes a refusal that points to the log.
void contain_faults(Gateway& gateway, const Reply& reply, const std::function<void()>& work);

}  // namespace lapor::control
