// Reports and orders that come over the web socket: given to the engine, and its answer without anybody's
// words.
#pragma once
#include <string>

#include "control/gateway.hpp"

namespace lapor::control::web {

/// The reason why the report can't be taken, as one word for which lapord-web has a sentence: text, long,
/// category, area; "" if it can.
std::string unfit(const engine::ReportFiled& report, const engine::Rules& rules);

/// Answers {ticket, state}, or is refused: "database" while nothing can be written, else the engine's reason.
void file(Gateway& gateway, engine::ReportFiled report, const Reply& reply);
/// The same for an order to one ticket.
void execute(Gateway& gateway, OperatorRequest request, const Reply& reply);

}  // namespace lapor::control::web
