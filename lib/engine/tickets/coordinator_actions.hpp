// The coordinator's actions on a ticket, by SMS, at laporctl or at the desk. Each action moves the ticket by
// the table and tells everybody whom it concerns. None answers the coordinator: the caller does.
#pragma once
#include <optional>
#include <string>

#include "engine/tickets/ticket_editor.hpp"

namespace lapor::engine {

/// The reason why an action can't be done. Nothing was changed then.
struct ActionRefusal {
  enum class Reason {
    state_forbids,    ///< the table has no such move
    excluded_agency,  ///< the ticket is confidential and about that agency
    already_there,    ///< it is with that agency
    same_ticket,      ///< it can't be merged into itself
    no_candidate,     ///< nothing says that it is like another
    question_is_empty,
    reporter_was_asked  ///< their answer counts, not the coordinator's
  };
  Reason reason;
  std::string message;  ///< English, for the operator
};
/// nullopt: it is done.
using ActionResult = std::optional<ActionRefusal>;

/// Sends it to this agency, or back to it. Never to one that a confidential report is about.
ActionResult route(Transaction& tx, TicketEditor& edit, const routing::Agency& to, const Actor& actor,
                   const std::string& note);
/// Closes it as not to be acted on.
ActionResult reject(Transaction& tx, TicketEditor& edit, ticket::RejectReason reason, const Actor& actor,
                    const std::string& note);
/// Merges it into an open ticket, which goes on; the reporters of both are told of that one from then on.
ActionResult merge(Transaction& tx, TicketEditor& edit, const Ticket& into, const Actor& actor);
/// Removes the duplicate candidate: the ticket is not about the same matter as the earlier one.
ActionResult separate(Transaction& tx, TicketEditor& edit, const Actor& actor);
/// Opens it again one step higher, without the citizen's limits.
ActionResult reopen(Transaction& tx, TicketEditor& edit, const Actor& actor, const std::string& note);
/// Asks the reporter; the ticket waits for the answer.
ActionResult ask(Transaction& tx, TicketEditor& edit, const Actor& actor, const std::string& question);

/// The coordinator's verdict on a SELESAI about which no reporter could be asked: Act::confirm closes it as a
/// citizen's YA would, Act::contest gives it back as their BELUM would.
ActionResult verify(Transaction& tx, TicketEditor& edit, ticket::Act act, const Actor& actor,
                    const std::string& note);

/// SELESAI, and nobody who reported it can be asked: the coordinator is, with the officer's words. `words`:
/// of the record; the first are shown.
void ask_coordinator_to_verify(Transaction& tx, TicketEditor& edit, const std::vector<std::string>& words);

}  // namespace lapor::engine
