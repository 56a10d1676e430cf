// Modems as such, and the SIMs in them: who is in, whose PIN may be entered, what the operator must hear.
// Internal to lib/engine.
#pragma once
#include "engine/fleet.hpp"

namespace lapor::engine {

/// A modem takes work. A SIM that isn't the one of last time is told.
void take_modem(Turn& turn, const ModemUp& event, Fleet& fleet);
/// Records the try; only then, after the commit, is the PIN entered.
void decide_pin(Turn& turn, const PinAsked& event);
void take_pin_answer(Turn& turn, const PinAnswered& event);
void forgive_pins(Turn& turn, const PinForgiven& event);
void tell_missing(Turn& turn, const ModemMissing& event);

}  // namespace lapor::engine
