// The orders of a coordinator, by laporctl and at the desk: one list of what each takes.
#pragma once
#include <string>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "control/json.hpp"
#include "engine/api/events.hpp"

namespace lapor::control {

/// The order from the members "into", "agency", "reason" and "text" of a request, as far as it takes them.
/// Every error is `rejected` and says what to write instead.
Result<engine::OperatorOrder> read_order(engine::OperatorOrder::What what, TicketId ticket, const Json& body,
                                         engine::Actor actor);

}  // namespace lapor::control
