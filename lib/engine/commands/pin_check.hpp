// The PIN of an agency: where ending or giving away a ticket needs it.
#pragma once
#include "domain/commands/command.hpp"
#include "engine/commands/sender.hpp"

namespace lapor::engine {

/// Whether the command may be done as far as the PIN goes. False, and answered, where the acting agency's PIN
/// is needed and missing, wrong, or locked.
bool check_pin_or_reply(Transaction& tx, const Sender& from, const commands::Command& command,
                        const std::string& acting_agency);

}  // namespace lapor::engine
