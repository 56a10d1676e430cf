// The queue's promises: which text goes to which modem, and what every end of an attempt means.
// Internal to lib/engine.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "engine/turn.hpp"

namespace lapor::engine {

/// What the engine knows of a modem: nothing that isn't gone with its worker.
struct ModemState {
  bool up = false;
  bool registered = true;  ///< with its network, as far as it tells
  std::optional<AttemptId> in_hand;  ///< given to its worker, no end heard of yet
};
using Modems = std::map<std::string, ModemState>;

/// Gives each idle modem that is up the next text: the attempt row first, the Submit after the commit.
void give_out(Turn& turn, Modems& modems);
/// Attempts without an outcome that no worker holds: cut off before the point of no return, in doubt after
/// it.
void settle_orphans(Turn& turn, const Modems& modems);

void pass_no_return(Turn& turn, const Prompted& event, const Modems& modems);
void accept(Turn& turn, const SendAccepted& event, Modems& modems);
void refuse(Turn& turn, const SendRefused& event, Modems& modems);
void doubt(Turn& turn, const SendInDoubt& event, Modems& modems);
void cut_off(Turn& turn, const SendCutOff& event, Modems& modems);

/// Texts in doubt whose receipt didn't come in time: once more, or given up. Queued texts that are too old.
void settle_by_time(Turn& turn);

/// A receipt settles an attempt in doubt, ends a text that was sent; early, late, twice or unknown it does no
/// harm.
void take_receipt(Turn& turn, const ReceiptArrived& event);

}  // namespace lapor::engine
