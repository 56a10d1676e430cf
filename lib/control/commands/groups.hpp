// The groups of the command table, each in the file of its name.
#pragma once
#include <span>

#include "control/command.hpp"

namespace lapor::control {

std::span<const Command> gateway_commands();      ///< status, doctor, backup, clock, reload
std::span<const Command> ticket_commands();       ///< tickets, ticket, recent
std::span<const Command> coordinator_commands();  ///< queue, new, and the orders on one ticket
std::span<const Command> message_commands();      ///< messages, quarantine, send
std::span<const Command> modem_commands();        ///< modem
std::span<const Command> report_commands();       ///< scorecard, export, access
std::span<const Command> web_commands();          ///< web
std::span<const Command> node_commands();         ///< nodes, node

}  // namespace lapor::control
