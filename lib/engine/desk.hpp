// The coordinator's desk: what laporctl does to a ticket, and reports that came by another channel. Internal
// to lib/engine.
#pragma once
#include "engine/turn.hpp"

namespace lapor::engine {

/// Does one act, or refuses it with the reason and changes nothing.
void take_order(Turn& turn, const DeskOrder& order);
/// A call to the hotline, a letter or a message becomes the same ticket with the same life.
void take_report_by_hand(Turn& turn, const ReportTaken& report);

}  // namespace lapor::engine
