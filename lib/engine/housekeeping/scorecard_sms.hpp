// Scorecards by SMS: to an officer who asked with REKAP, and at set times. A month of a province is too much
// to count in one transaction: a scorecard is requested, then some assignments are counted in each
// transaction, and its message is made at the end.
#pragma once
#include "engine/housekeeping/scorecard_progress.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Requests each summary whose time has come since it was last: once, however much time went by.
void request_due_summaries(Transaction& tx);
/// Counts some of the first request, and sends it when all is counted. Returns true while more is to be done.
bool advance_scorecard(Transaction& tx, ScorecardProgress& progress);
/// The time of the next summary; nullopt if there is none.
std::optional<Instant> next_summary(const Rules& rules, Instant now);

}  // namespace lapor::engine
