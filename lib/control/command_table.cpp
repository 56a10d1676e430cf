#include "control/command_table.hpp"

#include "control/command_rows.hpp"
#include "control/commands/groups.hpp"

namespace lapor::control {
namespace {

const CommandRows<Command>& table() {
  static const CommandRows<Command> rows{gateway_commands(), ticket_commands(), coordinator_commands(),
                                         message_commands(), modem_commands(),  report_commands(),
                                         web_commands(),     node_commands()};
  return rows;
}

}  // namespace

std::span<const Command> command_table() { return table().all(); }
const Command* find_command(std::string_view name) { return table().find(name); }

}  // namespace lapor::control
