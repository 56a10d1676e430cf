// The database is a backup that was put back: what it thinks it must still send is old, or was sent in a life
// that it doesn't know of.
#pragma once
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Ends what was queued or in doubt, with the reason; what these texts carried to contacts is owed again.
/// Does nothing but in the first transaction after a restore. \pre no attempt is without an outcome
void settle_after_restore(Transaction& tx);

/// True for what was owed already when the backup was put back: it goes merged into one text a contact.
bool was_pending_before_restore(Transaction& tx, const Notification& notification);

}  // namespace lapor::engine
