// Which tickets a session may see, whose words may be shown to everybody, and how far it has read one.
#pragma once
#include <string>
#include <vector>

#include "control/web/sessions.hpp"
#include "engine/api/rules.hpp"
#include "engine/model/ticket.hpp"

namespace lapor::control::web {

/// The coordinator sees all; a viewer what wasn't told in confidence; an agency what is with it now.
bool may_see(const Session& session, const engine::Ticket& ticket);
/// Whether a report's words may be shown to somebody without a login: to who knows the end of its number, and
/// to everybody where the configuration says so and nothing personal is in question; never told in
/// confidence.
bool words_shown(const engine::Ticket& ticket, const engine::Rules& rules, bool knows_number);
/// A short text that differs after each new event of a ticket.
std::string mark_of(const std::vector<engine::TicketEvent>& events);

}  // namespace lapor::control::web
