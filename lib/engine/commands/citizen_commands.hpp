// Citizens' commands. Every way through answers the sender, where an answer may go.
#pragma once
#include <vector>

#include "domain/commands/command.hpp"
#include "engine/commands/sender.hpp"

namespace lapor::engine {

/// Does it, answers, and returns the ticket concerned; nullopt if it concerned none.
std::optional<TicketId> handle_citizen_command(Transaction& tx, const Sender& from,
                                               const commands::Command& command);

/// The tickets about which this person was asked and hasn't answered.
struct AskedTickets {
  std::vector<Ticket> to_confirm;  ///< resolved ones, and those that they follow and that the reporter's YA
                                   ///< has closed since
  std::vector<Ticket> to_clarify;
  std::optional<Ticket> to_rate;  ///< the one of their own that closed last
};
AskedTickets find_asked(Transaction& tx, PersonId person);

}  // namespace lapor::engine
