// The database is a backup that was put back: the messages that wait in it are old, or were sent after the
// backup was taken.
#pragma once
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Ends messages that were queued or in doubt, with the reason; their notifications to contacts are pending
/// again. Does nothing but in the first transaction after a restore. \pre no attempt is without an outcome
void end_queued_after_restore(Transaction& tx);

}  // namespace lapor::engine
