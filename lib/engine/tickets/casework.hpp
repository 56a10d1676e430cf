// What is done to a ticket: opening, moving, forwarding, starting and stopping its ladder. Internal to
// lib/engine.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/deadlines/deadlines.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Reported it, or made a report that was joined to it.
bool is_reporter(Transaction& tx, const Ticket& t, PersonId person);

/// Adds the ticket, records it and routes it to its agency, else to the coordinator. The ticket comes back
/// with its serial. \pre fresh
Ticket open_ticket(Transaction& tx, Ticket ticket, std::string_view actor);

/// Moves a ticket by the table, stores it and records the event. False, and nothing changed, where the table
/// has no such move.
bool move(Transaction& tx, Ticket& ticket, ticket::Act act, std::string_view actor, std::string detail);
void record(Transaction& tx, const Ticket& ticket, std::string_view kind, std::string_view actor,
            std::string detail);

/// Owes word of a ticket to these contacts, not before `due`; what is owed already stays as it is.
void owe(Transaction& tx, const Ticket& ticket, NotificationKind kind, unsigned sequence,
         const std::vector<routing::Contact>& to, Instant due);
/// Owes the text of a ticket to its agency's operators.
void forward(Transaction& tx, const Ticket& ticket, NotificationKind kind);
/// Who decides about this ticket: the coordinator, or in its stead an agency for confidential matters where
/// the report is about the coordinator.
const routing::Agency& coordinator_for(const Rules& rules, const Ticket& t);
/// Who works a ticket's agency's phone; for a confidential report nobody whom it may be about.
std::vector<routing::Contact> operators_for(const Rules& rules, const Ticket& t);
/// With another agency a ticket begins anew: its own forward, its own clock, the ladder from the bottom.
enum class ReassignReason {
  first,  ///< nobody was to act on it before
  again   ///< counts as a transfer
};
void reassign(Transaction& tx, Ticket& t, const std::string& agency,
              ReassignReason how = ReassignReason::again);
/// Sets forwarded_at, the deadlines and the first step: a modem took the forward.
void on_forward_sent(Transaction& tx, Ticket& ticket);
/// The agency answered: no more steps, and what they owed is dropped; the deadline that follows is set.
/// `put_off`: it asked for so many working days (TUNDA), for which the time to resolve stands still too.
void on_agency_answered(Transaction& tx, Ticket& ticket, unsigned put_off = 0);
/// The next step after the last climbed is due at once; the others keep their distances.
void resume_escalation(Transaction& tx, Ticket& ticket);
/// No more steps while somebody else than the agency is asked; the deadline that follows is set.
void pause_escalation(Transaction& tx, Ticket& ticket);
/// Reopened: its agency gets it once more, one level higher.
void return_to_agency(Transaction& tx, Ticket& ticket);

}  // namespace lapor::engine
