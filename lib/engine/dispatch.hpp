// The queue's promises: which text goes to which modem, and what every end of an attempt means.
// Internal to lib/engine.
#pragma once
#include "engine/fleet.hpp"
#include "engine/turn.hpp"

namespace lapor::engine {

/// Gives each modem that may send the next text that is for it: the attempt row first, the Submit after the
/// commit.
void give_out(Turn& turn, Fleet& fleet);
/// Attempts without an outcome that no worker holds: cut off before the point of no return, in doubt after
/// it.
void settle_orphans(Turn& turn, const Fleet& fleet);

void pass_no_return(Turn& turn, const Prompted& event, const Fleet& fleet);
void accept(Turn& turn, const SendAccepted& event, Fleet& fleet);
void refuse(Turn& turn, const SendRefused& event, Fleet& fleet);
void doubt(Turn& turn, const SendInDoubt& event, Fleet& fleet);
void cut_off(Turn& turn, const SendCutOff& event, Fleet& fleet);

/// Texts in doubt whose receipt didn't come in time: once more, or given up. Queued texts that are too old.
void settle_by_time(Turn& turn);

/// A receipt settles an attempt in doubt, ends a text that was sent; early, late, twice or unknown it does no
/// harm.
void take_receipt(Turn& turn, const ReceiptArrived& event);

}  // namespace lapor::engine
