// Chooses which message goes to which modem: by purpose (alerts, urgent messages and answers before forwards,
// news and reminders), then by waiting time, fairly between recipients; to a modem that serves the number if
// there is one, else to any that is free.
#pragma once
#include "engine/sending/modem_pool.hpp"

namespace lapor::engine {

/// Gives each modem that may send the next message for it: the attempt is stored first, the Submit effect
/// follows after the commit.
void schedule_sends(Transaction& tx, ModemPool& pool);

}  // namespace lapor::engine
