// When the calendar or the deadlines of the configuration change, the deadlines of open tickets change with
// them.
#pragma once
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

struct ClockJumped;

/// Computes the deadlines of some open tickets again, by the rules as they are now. Returns true while more
/// are left. The fingerprint of the last rules is stored, so a change while the gateway was stopped counts,
/// too.
bool recompute_some_deadlines(Transaction& tx);
/// The wall clock moved by more than time went by. Queued messages keep the time that they had; clock starts
/// that a wrong clock wrote are clamped by the computation that follows. What is due meanwhile is merged by
/// contact, as after a downtime.
void apply_clock_jump(Transaction& tx, const ClockJumped& event);

}  // namespace lapor::engine
