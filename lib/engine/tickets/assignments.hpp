// An assignment is a ticket's time with one agency, which the scorecard counts. Pure functions of the
// assignment, the ticket as it is now, and the time; the ticket editor loads and stores.
#pragma once
#include "domain/scorecard/card.hpp"
#include "engine/model/ticket.hpp"

namespace lapor::engine::assignments {

using scorecard::Assignment;

/// A new one: the ticket is with this agency, and nothing has happened yet. `own_report`: it was reported
/// from a phone that the configuration names.
Assignment begin(const Ticket& ticket, bool own_report, Instant now);
/// A modem accepted the forward, so the assignment counts from now. If the ticket was with this agency
/// before, that assignment goes on: its dates move by the time that the ticket was away, and giving it away
/// was no answer.
void on_forwarded(Assignment& assignment, const Ticket& ticket, Instant now);
/// No phone of the agency could be reached.
void on_unreachable(Assignment& assignment);
/// The ticket was moved while with this agency, out of state `before`. `by_agency`: an officer did it, which
/// counts as an answer where the act is one.
void on_moved(Assignment& assignment, const Ticket& ticket, ticket::State before, ticket::Act act,
              bool by_agency, Instant now);
/// The ticket has other deadlines. An assignment that has ended keeps its own.
void on_deadlines_moved(Assignment& assignment, const Ticket& ticket);
/// PROSES moved the date of its next word.
void on_promised(Assignment& assignment);
/// A pause that the agency asked for ended by time.
void on_pause_ended(Assignment& assignment, Instant now);
void on_rated(Assignment& assignment, const Ticket& ticket);
/// The ticket is with another agency now, though nobody there gave it away: the coordinator did.
void on_rerouted(Assignment& assignment, Instant now);

}  // namespace lapor::engine::assignments
