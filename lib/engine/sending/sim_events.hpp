// Modems as such, and the SIMs in them: who is in, whose PIN may be entered, what the operator must hear.
// Internal to lib/engine.
#pragma once
#include "engine/sending/modem_pool.hpp"

namespace lapor::engine {

/// A modem takes work. A SIM that isn't the one of last time is told.
void on_modem_up(Transaction& tx, const ModemUp& event, ModemPool& pool);
/// Records the try; only then, after the commit, is the PIN entered.
void decide_pin(Transaction& tx, const PinRequired& event);
void record_pin_result(Transaction& tx, const PinResult& event);
void forgive_pin_tries(Transaction& tx, const PinTriesForgiven& event);
void alert_modem_missing(Transaction& tx, const ModemMissing& event);

}  // namespace lapor::engine
