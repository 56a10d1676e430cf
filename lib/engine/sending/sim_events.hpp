// Modems and the SIMs in them: which SIM is in, whose PIN may be entered, what the operator must hear.
#pragma once
#include "engine/api/events.hpp"
#include "engine/sending/modem_pool.hpp"

namespace lapor::engine {

/// The modem takes work. A SIM or a modem that isn't the one of last time is logged, and the operator hears
/// of the SIM.
void on_modem_up(Transaction& tx, const ModemUp& event, ModemPool& pool);
/// Keeps the pace for the next time that this modem is ready, on any port.
void remember_pace(Transaction& tx, const PaceShown& event);
/// Records the try and gives EnterPin; or gives WithholdPin, and tells the operator once.
void decide_pin(Transaction& tx, const PinRequired& event);
void record_pin_result(Transaction& tx, const PinResult& event);
void forgive_pin_tries(Transaction& tx, const PinTriesForgiven& event);
void alert_modem_missing(Transaction& tx, const ModemMissing& event);

}  // namespace lapor::engine
