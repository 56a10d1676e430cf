// What a whole text brings about: who sent it, what it means, who acts. Internal to lib/engine.
#pragma once
#include "domain/commands/command.hpp"
#include "engine/outbox/compose.hpp"

namespace lapor::engine {

/// `proof`: what the PIN that was cut out of it proved.
void dispatch_command(Transaction& tx, InboundId id, const NewInboundMessage& text,
                      const std::optional<PinMatch>& pin_match);

/// What both sides need to obey a command.
struct Sender {
  PersonId person;
  InboundId text;
  Answerer answerer;
  routing::Office office;
  std::optional<PinMatch> pin_match = std::nullopt;
};
/// How a report came, and who wrote it down.
struct Origin {
  std::string channel = "sms";  ///< sms hotline web app social
  std::string actor = "citizen";
};
/// Opens a ticket for a report, a question or a proposal, and tells its reporter where that may be.
std::optional<TicketId> file_report(Transaction& tx, const Sender& from, const commands::Command& command,
                                    const Origin& origin = {});
/// A citizen's further words on an open ticket go to its agency; where it asked, they are the answer.
void append_citizen_text(Transaction& tx, Ticket& ticket, const std::string& words);
/// This person's ticket that closed last and waits for a mark.
std::optional<Ticket> to_rate(Transaction& tx, PersonId person);
/// Obeys and returns the ticket concerned.
std::optional<TicketId> handle_citizen_command(Transaction& tx, const Sender& from,
                                               const commands::Command& command);
std::optional<TicketId> handle_agency_command(Transaction& tx, const Sender& from,
                                              const commands::Command& command);
/// Whether the sender is the coordinator and this is for the coordinator to decide; and the decision.
bool decides(Transaction& tx, const Sender& from, const commands::Command& command, const Ticket& ticket);
std::optional<TicketId> decide_by_text(Transaction& tx, const Sender& from, const commands::Command& command,
                                       Ticket ticket);
/// The coordinator may send a ticket on that climbed there, though it is with another agency.
bool may_send_on(Transaction& tx, const Sender& from, const commands::Command& command, const Ticket& ticket);
/// Answers with a text about a ticket, and gives its serial.
std::optional<TicketId> reply(Transaction& tx, const Sender& from, std::string_view code,
                              const Ticket& ticket, const replies::Fields& extra = {});
/// Answers with a text about none, and gives none; {t} is an example of a number where the caller names none.
std::optional<TicketId> reply(Transaction& tx, const Sender& from, std::string_view code,
                              replies::Fields fields = {});
/// Sets a text aside: recorded and counted, never answered.
void quarantine_text(Transaction& tx, const Sender& from, std::string_view cause, std::string_view words);

}  // namespace lapor::engine
