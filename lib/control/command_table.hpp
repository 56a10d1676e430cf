// The commands of the control socket, one row each. A file in commands/ holds the rows of one group beside
// their handlers. How to add one: "A command for operators" in CONTRIBUTING.md.
#pragma once
#include <span>
#include <string_view>

#include "control/command.hpp"

namespace lapor::control {

/// All rows, group by group. Their names differ.
std::span<const Command> command_table();
/// nullptr if this version knows no such command.
const Command* find_command(std::string_view name);

}  // namespace lapor::control
