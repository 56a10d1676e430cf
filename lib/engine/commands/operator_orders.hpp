// The coordinator's desk: what laporctl does to a ticket, and reports that came by another channel. Internal
// to lib/engine.
#pragma once
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Does one act, or refuses it with the reason and changes nothing.
void execute_order(Transaction& tx, const OperatorOrder& order);
/// A call to the hotline, a letter or a message becomes the same ticket with the same life.
void file_operator_report(Transaction& tx, const ReportFiled& report);

}  // namespace lapor::engine
