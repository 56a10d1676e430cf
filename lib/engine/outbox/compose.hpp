// Puts texts into the outbox: which template, to whom, not before when. Internal to lib/engine.
#pragma once
#include <optional>
#include <string_view>

#include "domain/replies/templates.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// What a template may name of a ticket; a caller adds what only it knows.
replies::Fields fields_of(Transaction& tx, const Ticket& ticket);

/// An automatic answer to the sender of a text, within the limits and never to a machine; nothing if it may
/// not go.
struct Answerer {
  PersonId person;
  bool answerable = true;         ///< false: a short code, a name, a foreign number, our own
  bool officer = false;           ///< agencies' limits differ from citizens'
  std::optional<InboundId> text;  ///< what is answered
};
void answer(Transaction& tx, const Answerer& to, std::string_view code, const replies::Fields& fields,
            std::optional<TicketId> ticket);
/// False, and logged, where that answer may not go.
bool may_answer(Transaction& tx, const Answerer& to, std::string_view code);

/// Unasked news of a ticket, in the sending window: to one, or to its reporter and those whose reports were
/// joined to it. Nothing to who said STOP.
void notify_person(Transaction& tx, PersonId person, const Ticket& ticket, std::string_view code,
                   const replies::Fields& extra);
void notify_reporter(Transaction& tx, const Ticket& ticket, std::string_view code,
                     const replies::Fields& extra);
/// What CLARIFY says: the question, and the working days to answer it.
replies::Fields question(const Rules& rules, const std::string& words);
/// A word to the operators of the agency that has a ticket.
void notify_agency(Transaction& tx, const Ticket& ticket, std::string_view code,
                   const replies::Fields& extra);

/// A word to the operator's own phones: one text each in alarms.at_most_every; what falls between waits,
/// merged into one.
void alert_operator(Transaction& tx, const std::string& text);

/// Any text to anyone.
OutboundId put(Transaction& tx, PersonId to, std::string text, Purpose purpose,
               std::optional<TicketId> ticket, Instant not_before, std::optional<InboundId> answers = {});

}  // namespace lapor::engine
