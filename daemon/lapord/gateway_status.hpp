// The status of the gateway, collected from its parts: for `laporctl status`, and in one line for
// `systemctl status`.
#pragma once
#include "control/render.hpp"
#include "lapord/event_loop.hpp"
#include "lapord/status_line.hpp"
#include "lapord/supervisor_pool.hpp"

namespace lapor::daemon {

/// \throws engine::StoreFailure
control::Status gateway_status(EventLoop& loop, const SupervisorPool& modems, Duration uptime);
/// \throws engine::StoreFailure
StatusSummary status_summary(EventLoop& loop, const SupervisorPool& modems);

}  // namespace lapor::daemon
