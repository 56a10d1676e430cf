// Texts to people: answers to what they sent, and news that they didn't ask for. Each function queues texts.
// An answer that must not go is logged. News that must not go is left out without a line in the log; CEK
// tells it.
#pragma once
#include <optional>

#include "domain/limits/answer_policy.hpp"
#include "engine/outbox/compose.hpp"

namespace lapor::engine {

/// The sender of a message that may be answered, and the facts that decide whether it is.
struct Addressee {
  PersonId person;
  limits::AnswerFacts facts{};
  std::optional<InboundId> message = std::nullopt;  ///< the one that is answered
};

/// Says in the log why an answer isn't given. `code`: the answer that was withheld; nullopt if none was
/// chosen.
void log_no_answer(Transaction& tx, limits::NoAnswer reason,
                   std::optional<replies::Code> code = std::nullopt);
/// False, and logged, if this answer may not go. `ticket`: the one that it is about.
bool may_answer(Transaction& tx, const Addressee& to, replies::Code code,
                std::optional<TicketId> ticket = std::nullopt);
/// An automatic answer, where it may go.
void send_answer(Transaction& tx, const Addressee& to, replies::Code code, const replies::Fields& fields,
                 std::optional<TicketId> ticket);

/// The reason why no unasked text may go to this person; nullopt if one may.
std::optional<limits::NoAnswer> why_not_told(Transaction& tx, PersonId person,
                                             limits::Unasked what = limits::Unasked::news);
/// True if the question for which the ticket waits reached nobody who reported it: they have no number that
/// is answered, or no text arrived. SELESAI asks such a question, too: whether the matter is resolved.
bool nobody_was_asked(Transaction& tx, const Ticket& ticket);
/// News of a ticket to one person, in the sending window.
void notify_person(Transaction& tx, PersonId person, const Ticket& ticket, replies::Code code,
                   const replies::Fields& extra = {});
/// The same to its reporter and to everybody who follows it.
void notify_reporter(Transaction& tx, const Ticket& ticket, replies::Code code,
                     const replies::Fields& extra = {});
/// A text to the coordinator of this ticket.
void notify_coordinator(Transaction& tx, const Ticket& ticket, replies::Code code,
                        const replies::Fields& extra = {});
/// A text to the coordinator about no ticket.
void notify_coordinator(Transaction& tx, replies::Code code, const replies::Fields& fields);
/// A text to the operators of the agency that has it; urgent tickets ignore the sending window.
void notify_agency(Transaction& tx, const Ticket& ticket, replies::Code code,
                   const replies::Fields& extra = {});

limits::ReplyLimits reply_limits(const Rules& rules);

}  // namespace lapor::engine
