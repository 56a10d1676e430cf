// The sender of a message, and the ways to answer them.
#pragma once
#include <optional>

#include "domain/routing/agency.hpp"
#include "engine/model/inbound.hpp"
#include "engine/outbox/notify.hpp"

namespace lapor::engine {

struct Sender {
  PersonId person;
  Addressee addressee;
  routing::Office office;  ///< empty for a citizen
  std::optional<PinMatch> pin_match = std::nullopt;
  bool at_desk = false;  ///< they are shown the answer, and not texted; `person` and `addressee` are nobody
};

/// True if the sender is of this agency.
bool is_of(const Sender& from, std::string_view agency);

/// Answers with a text about a ticket, where an answer may go. Returns the ticket's id.
std::optional<TicketId> reply(Transaction& tx, const Sender& to, replies::Code code, const Ticket& ticket,
                              const replies::Fields& extra = {});
/// Answers with a text about none, and returns nullopt. {t} is an example of a number where `fields` has
/// none.
std::optional<TicketId> reply(Transaction& tx, const Sender& to, replies::Code code,
                              replies::Fields fields = {});

/// Gives no answer, which is logged with its reason. Returns nullopt: it concerns no ticket.
std::optional<TicketId> leave_unanswered(Transaction& tx, limits::NoAnswer reason);
/// Keeps a text for a person to look at. It is recorded and counted, and never answered.
void quarantine_text(Transaction& tx, const Sender& from, sms::QuarantineCause cause, std::string_view text);

}  // namespace lapor::engine
