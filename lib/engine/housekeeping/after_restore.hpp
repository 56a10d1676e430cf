// The database is a backup that was put back: what it believes it must still send is old, or was sent in a
// life that it doesn't know of.
#pragma once
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Ends what was queued or in doubt, with the reason; what those messages carried to contacts is pending
/// again. Does nothing but in the first transaction after a restore. \pre no attempt is without an outcome
void end_queued_after_restore(Transaction& tx);

}  // namespace lapor::engine
