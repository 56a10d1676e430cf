// A ticket as a row of the desk.
#pragma once
#include "control/json.hpp"
#include "engine/model/ticket.hpp"

namespace lapor::control::web {

/// As render(), without the reporter's number, and with the state's Indonesian words.
Json desk_row(const engine::Ticket& ticket);

}  // namespace lapor::control::web
