// The figures by SMS: to an officer who asks with REKAP, and at set times. A month of a province is too much
// to count at once: whoever gets the figures is owed them, and some stays are counted in each transaction.
// Internal to lib/engine.
#pragma once
#include "engine/commands/dispatch.hpp"
#include "engine/housekeeping/scorecard_progress.hpp"

namespace lapor::engine {

/// REKAP is owed the last thirty days: the coordinator and those above of all agencies, others of theirs.
std::optional<TicketId> request_scorecard(Transaction& tx, const Sender& from);
/// Owes each summary whose time has come since it last was: once, however much time went by.
void request_due_summaries(Transaction& tx);
/// Counts some of what is owed first, and makes its text at the end. True while more is owed.
bool advance_scorecard(Transaction& tx, ScorecardProgress& progress);
/// When the next summary is due; nothing if there is none.
std::optional<Instant> next_summary(const Rules& rules, Instant now);

}  // namespace lapor::engine
