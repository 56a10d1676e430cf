// What the gateway looks after by itself: what its SIMs still hold and for how long they are valid, and
// whether people get their answers. Internal to lib/engine.
#pragma once
#include "engine/sending/modem_pool.hpp"

namespace lapor::engine {

/// Asks for balances that are due; warns of SIMs that run out, and when answers have waited for long.
void monitor_sims(Transaction& tx, ModemPool& pool);
/// When there is something to look after.
std::optional<Instant> next_sim_check(Transaction& tx, const ModemPool& pool);
void record_balance(Transaction& tx, const BalanceReceived& event);

}  // namespace lapor::engine
