// Decides which tickets a session may see and whose words everybody may see, and marks how far a ticket was
// read.
#pragma once
#include <string>
#include <vector>

#include "control/web/sessions.hpp"
#include "engine/api/rules.hpp"
#include "engine/model/ticket.hpp"

namespace lapor::control::web {

/// The coordinator sees all tickets, a viewer those that aren't confidential, an agency those that it has
/// now.
bool may_see(const Session& session, const engine::Ticket& ticket);
/// True if a visitor without a login may see a report's words: one who knows the end of its number, or
/// everybody if the configuration says so and the report has nothing personal. Never for a confidential
/// report.
bool words_shown(const engine::Ticket& ticket, const engine::Rules& rules, bool knows_number);
/// A short text that differs after each new event of a ticket.
std::string mark_of(const std::vector<engine::TicketEvent>& events);

}  // namespace lapor::control::web
