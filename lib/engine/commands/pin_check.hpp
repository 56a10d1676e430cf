// The PIN of an agency: where ending or giving away a ticket needs it.
#pragma once
#include "domain/commands/command.hpp"
#include "engine/commands/sender.hpp"

namespace lapor::engine {

/// True if the PIN doesn't forbid the act. Else answers: the acting agency's PIN is needed and is missing,
/// wrong, or locked.
bool check_pin_or_reply(Transaction& tx, const Sender& from, const commands::AgencyAct& act,
                        const std::string& acting_agency);

/// The sender's text had one PIN, and it is this agency's, or the one that this ticket's forward told.
bool proven_by_pin(const Sender& from, const std::string& agency, TicketId ticket);

}  // namespace lapor::engine
