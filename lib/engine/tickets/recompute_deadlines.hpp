// When the calendar or the deadlines of the configuration change, the deadlines of open tickets change with
// them. Internal to lib/engine.
#pragma once
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Counts the deadlines of some open tickets again, by the rules in force. True while more are left. Which
/// rules were the last is kept, so that a change while the gateway was stopped counts too.
bool recompute_some_deadlines(Transaction& tx);
/// The wall clock moved by more than went by. MessageQueued texts keep the time they had; bases that a wrong
/// clock wrote are pulled back by the recount that follows. What is due meanwhile is merged by contact, as
/// after a downtime.
void apply_clock_jump(Transaction& tx, const ClockJumped& event);

}  // namespace lapor::engine
