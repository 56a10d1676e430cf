// Orders that operators give with laporctl or at the desk: the coordinator's actions on a ticket, reports
// that came by another channel, and a text to anyone. Each is done, or refused with the reason and changes
// nothing; the effects say which.
#pragma once
#include "engine/api/events.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Gives TicketFiled or OrderRefused.
void execute_order(Transaction& tx, const OperatorOrder& order);
/// A call to the hotline, a letter or a message becomes the same ticket with the same life. Gives TicketFiled
/// or OrderRefused.
void file_operator_report(Transaction& tx, const ReportFiled& report);
/// Gives MessageQueued or OrderRefused.
void request_send(Transaction& tx, const SendRequested& request);

}  // namespace lapor::engine
