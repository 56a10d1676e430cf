// The recipients of texts about a ticket: its reporter and followers, the people at its agency, the
// coordinator.
#pragma once
#include <vector>

#include "engine/api/rules.hpp"
#include "engine/model/ticket.hpp"
#include "engine/ports/tickets.hpp"

namespace lapor::engine {

/// True if this person reported it, or made a report that was merged into it.
bool is_reporter(TicketsPort& tickets, const Ticket& ticket, PersonId person);

/// The agency that decides about this ticket: the coordinator. If a confidential report is about the
/// coordinator, it is another agency for confidential matters.
const routing::Agency& coordinator_for(const Rules& rules, const Ticket& ticket);
/// The operators of the ticket's agency, else the first role upward in which somebody may know of it. Nobody
/// of an excluded agency is among them. Empty if nobody upward has a phone either.
std::vector<routing::Contact> operators_for(const Rules& rules, const Ticket& ticket);

/// The operators of coordinator_for(), found in the same way.
std::vector<routing::Contact> coordinators_for(const Rules& rules, const Ticket& ticket);

/// True if the configuration names this phone: an officer's, a superior's, an operator's, the gateway's own.
bool is_configured_phone(const Rules& rules, const std::string& phone);

/// True if a confidential report must not reach this agency.
bool is_excluded(const Ticket& ticket, std::string_view agency);

}  // namespace lapor::engine
