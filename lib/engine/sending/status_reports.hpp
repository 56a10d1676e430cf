// Status reports (3GPP TS 23.040 §9.2.2.3): matched by modem, recipient and message reference, in a window
// measured on our own clock.
#pragma once
#include "engine/api/events.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Resolves an attempt in doubt, or ends a message that was sent. A report that comes early, late or twice,
/// or that belongs to no message of ours, does no harm.
void apply_status_report(Transaction& tx, const StatusReportReceived& event);

}  // namespace lapor::engine
