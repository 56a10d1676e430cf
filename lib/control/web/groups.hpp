// The groups of the web socket's commands, each in the file of its name.
#pragma once
#include <span>

#include "control/web/command.hpp"

namespace lapor::control::web {

std::span<const Command> public_commands();   ///< settings, board, look, metrics, ready
std::span<const Command> form_commands();     ///< form, form-code
std::span<const Command> open311_commands();  ///< requests, request, file
std::span<const Command> session_commands();  ///< login, logout, session
std::span<const Command> desk_commands();     ///< desk-queue, desk-ticket, desk-status
std::span<const Command> desk_lists();        ///< desk-tickets
std::span<const Command> desk_orders();       ///< desk-order, desk-new, desk-dismiss, desk-answer, desk-modem

}  // namespace lapor::control::web
