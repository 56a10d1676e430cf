// From a ticket and a reply code to a queued message.
#pragma once
#include <optional>
#include <string>

#include "domain/replies/templates.hpp"
#include "engine/model/ticket.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// The fields of a ticket that every template may use. Callers add those that only they know.
replies::Fields ticket_fields(const Rules& rules, Instant now, const Ticket& ticket);
/// The fields of CLARIFY: the question, and the working days to answer it.
replies::Fields question_fields(const Rules& rules, const std::string& question);
/// The text of a reply about a ticket. `extra` wins over what the ticket says.
std::string compose(const Transaction& tx, replies::Code code, const Ticket& ticket,
                    const replies::Fields& extra);

/// Other words for a message of which no segment was sent. The caller stores it.
void reword(Transaction& tx, OutboundMessage& message, const std::string& text);

/// Queues any text to anyone. It expires after the time that its purpose has.
OutboundId enqueue_message(Transaction& tx, PersonId to, std::string text, Purpose purpose,
                           std::optional<TicketId> ticket, Instant not_before,
                           std::optional<InboundId> answers = {});

}  // namespace lapor::engine
