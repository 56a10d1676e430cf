// The coordinator's decisions by SMS about a report that waits for one, or that escalated there.
#pragma once
#include "domain/commands/command.hpp"
#include "engine/commands/sender.hpp"
#include "engine/tickets/ticket_editor.hpp"

namespace lapor::engine {

/// True if the sender is the coordinator of this ticket and the act is one for the coordinator to decide.
bool coordinator_decides(const Rules& rules, const Sender& from, const commands::AgencyAct& act,
                         const Ticket& ticket);
/// True if the coordinator may send on another agency's ticket because it escalated to the coordinator.
bool may_send_on(const Rules& rules, const Sender& from, const commands::AgencyAct& act,
                 const Ticket& ticket);
/// Carries the decision out, or says why it can't be; answers in both cases, and saves.
/// \pre coordinator_decides() or verifies()
void decide_and_reply(Transaction& tx, const Sender& from, const commands::AgencyAct& act,
                      TicketEditor& edit);

/// The sender is of the office that decides about this ticket.
bool is_coordinator(const Rules& rules, const Sender& from, const Ticket& ticket);
/// The coordinator says of a ticket whose SELESAI nobody could be asked about whether it is true: SELESAI or
/// PROSES.
bool verifies(Transaction& tx, const Sender& from, const commands::AgencyAct& act, const Ticket& ticket);

}  // namespace lapor::engine
