// Keeps the record of each ticket's time with each agency, which the scorecard counts. Internal to
// lib/engine.
#pragma once
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// A modem accepted the forward to the ticket's agency: the stay begins, or goes on where it was there
/// before.
void assignment_forwarded(Transaction& tx, const Ticket& ticket);
/// No phone of the ticket's agency could be reached: no delay of the agency's.
void assignment_unreachable(Transaction& tx, const Ticket& ticket);
/// The ticket was moved while with this agency. `by_agency`: an officer's answer, which a stay counts.
void assignment_moved(Transaction& tx, const Ticket& ticket, ticket::State before, ticket::Act act,
                      bool by_agency);
/// Its deadlines are others now.
void assignment_deadlines_moved(Transaction& tx, const Ticket& ticket);
/// A pause that the agency asked for is over, though it said nothing.
void assignment_pause_ended(Transaction& tx, const Ticket& ticket);
void assignment_rated(Transaction& tx, const Ticket& ticket);

}  // namespace lapor::engine
