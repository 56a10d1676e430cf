// Checks by the clock: the credit and the validity of the SIMs, and whether people get their answers.
#pragma once
#include "engine/api/events.hpp"
#include "engine/sending/modem_pool.hpp"

namespace lapor::engine {

/// Asks for balances that are due; warns of SIMs that expire, and when answers have waited for long.
void monitor_sims(Transaction& tx, ModemPool& pool);
/// The next time at which monitor_sims() has work; nullopt if time alone brings none.
std::optional<Instant> next_sim_check(Transaction& tx, const ModemPool& pool, bool answers_queued);
/// The network operator's answer to the balance code; warns where the balance became low.
void record_balance(Transaction& tx, const BalanceReceived& event);

}  // namespace lapor::engine
