#include "control/command_table.hpp"

#include <algorithm>
#include <vector>

#include "control/commands/groups.hpp"

namespace lapor::control {
namespace {

std::vector<Command> all_groups() {
  std::vector<Command> out;
  for (const auto group : {gateway_commands(), ticket_commands(), coordinator_commands(), message_commands(),
                           modem_commands(), report_commands()})
    out.insert(out.end(), group.begin(), group.end());
  return out;
}

}  // namespace

std::span<const Command> command_table() {
  static const auto table = all_groups();
  return table;
}

const Command* find_command(std::string_view name) {
  const auto table = command_table();
  const auto at = std::find_if(table.begin(), table.end(), [&](const Command& c) { return c.name == name; });
  return at == table.end() ? nullptr : &*at;
}

}  // namespace lapor::control
