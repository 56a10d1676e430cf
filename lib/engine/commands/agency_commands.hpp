// Officers' commands. Every way through answers the officer, where an answer may go.
#pragma once
#include "domain/commands/command.hpp"
#include "engine/commands/sender.hpp"

namespace lapor::engine {

/// Does it, answers, and returns the ticket concerned; nullopt if it concerned none.
std::optional<TicketId> handle_agency_command(Transaction& tx, const Sender& from,
                                              const commands::Command& command);

}  // namespace lapor::engine
