// The texts that contacts are owed: made of notices when they are due, taken back when nobody needs them any
// more. Internal to lib/engine.
#pragma once
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Makes texts of the notices that are due: one a forward (or one digest a contact, where forwards are
/// collected), one ladder text a contact within escalation_gap, inside the window unless urgent.
void send_notifications(Transaction& tx);
/// The agency answered: what its superiors are owed is dropped. A queued text that told of nothing else
/// expires, one that tells of other tickets too is written anew.
void withdraw_steps(Transaction& tx, const Ticket& ticket);
/// The ticket is closed or goes elsewhere: the same for everything owed about it.
void withdraw_all(Transaction& tx, const Ticket& ticket);

}  // namespace lapor::engine
