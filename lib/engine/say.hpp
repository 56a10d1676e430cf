// Puts texts into the outbox: which template, to whom, not before when. Internal to lib/engine.
#pragma once
#include <optional>
#include <string_view>

#include "domain/wording/templates.hpp"
#include "engine/turn.hpp"

namespace lapor::engine {

/// What a template may name of a ticket; a caller adds what only it knows.
wording::Fields fields_of(Turn& turn, const Ticket& ticket);

/// An automatic answer to the sender of a text, within the limits and never to a machine; nothing if it may
/// not go.
struct Answerer {
  PersonId person;
  bool answerable = true;         ///< false: a short code, a name, a foreign number, our own
  bool officer = false;           ///< agencies' limits differ from citizens'
  std::optional<InboundId> text;  ///< what is answered
};
void answer(Turn& turn, const Answerer& to, std::string_view code, const wording::Fields& fields,
            std::optional<Serial> ticket);
/// False, and logged, where that answer may not go.
bool may_answer(Turn& turn, const Answerer& to, std::string_view code);

/// Unasked news of a ticket, in the sending window: to one, or to its reporter and those whose reports were
/// joined to it. Nothing to who said STOP.
void tell_person(Turn& turn, PersonId person, const Ticket& ticket, std::string_view code,
                 const wording::Fields& extra);
void tell_reporter(Turn& turn, const Ticket& ticket, std::string_view code, const wording::Fields& extra);
/// What CLARIFY says: the question, and the working days to answer it.
wording::Fields question(const Rules& rules, const std::string& words);
/// A word to the operators of the agency that has a ticket.
void tell_agency(Turn& turn, const Ticket& ticket, std::string_view code, const wording::Fields& extra);

/// A word to the operator's own phones: one text each in alarms.at_most_every; what falls between waits,
/// merged into one.
void alarm(Turn& turn, const std::string& text);

/// Any text to anyone.
OutgoingId put(Turn& turn, PersonId to, std::string text, Purpose purpose, std::optional<Serial> ticket,
               Instant not_before, std::optional<InboundId> answers = {});

}  // namespace lapor::engine
