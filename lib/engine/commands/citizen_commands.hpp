// What citizens' commands do. Every way through answers the sender, where an answer may go.
#pragma once
#include "domain/commands/command.hpp"
#include "engine/commands/sender.hpp"

namespace lapor::engine {

/// Does it, answers, and returns the ticket concerned; nullopt where it concerned none.
std::optional<TicketId> handle_citizen_command(Transaction& tx, const Sender& from,
                                               const commands::Command& command);

/// This person's ticket that closed last and waits for a mark; nullopt where none does.
std::optional<Ticket> find_to_rate(Transaction& tx, PersonId person);

}  // namespace lapor::engine
