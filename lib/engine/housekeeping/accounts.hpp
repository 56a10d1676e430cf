// Accounts of the pages of lapord-web: added and removed by an operator.
#pragma once
#include "engine/api/events.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Gives AccountChanged or OrderRefused.
void add_account(Transaction& tx, const AccountAdded& event);
/// Gives AccountChanged or OrderRefused.
void remove_account(Transaction& tx, const AccountRemoved& event);

}  // namespace lapor::engine
