// Citizens' commands. Every way through answers the sender, where an answer may go.
#pragma once
#include <vector>

#include "domain/commands/command.hpp"
#include "engine/commands/sender.hpp"

namespace lapor::engine {

/// Does it, answers, and returns the ticket concerned; nullopt if it concerned none.
std::optional<TicketId> handle_citizen_command(Transaction& tx, const Sender& from,
                                               const commands::Command& command);

/// Tickets of which this person may say whether they are resolved: those that wait for it, and those that
/// they follow and that the reporter's YA has closed since.
std::vector<Ticket> find_to_confirm(Transaction& tx, PersonId person);
/// This person's ticket that closed last and waits for a mark; nullopt if none does.
std::optional<Ticket> find_to_rate(Transaction& tx, PersonId person);

}  // namespace lapor::engine
