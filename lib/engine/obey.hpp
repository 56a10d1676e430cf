// What a whole text brings about: who sent it, what it means, who acts. Internal to lib/engine.
#pragma once
#include "domain/command/command.hpp"
#include "engine/say.hpp"

namespace lapor::engine {

/// `proof`: what the PIN that was cut out of it proved.
void obey(Turn& turn, InboundId id, const NewInbound& text, const std::optional<Proof>& proof);

/// What both sides need to obey a command.
struct Sender {
  PersonId person;
  InboundId text;
  Answerer answerer;
  routing::Office office;
  std::optional<Proof> proof = std::nullopt;
};
/// How a report came, and who wrote it down.
struct Origin {
  std::string channel = "sms";  ///< sms hotline web app social
  std::string actor = "citizen";
};
/// Opens a ticket for a report, a question or a proposal, and tells its reporter where that may be.
std::optional<Serial> take_report(Turn& turn, const Sender& from, const command::Command& command,
                                  const Origin& origin = {});
/// A citizen's further words on an open ticket go to its agency; where it asked, they are the answer.
void take_words(Turn& turn, Ticket& ticket, const std::string& words);
/// This person's ticket that closed last and waits for a mark.
std::optional<Ticket> to_rate(Turn& turn, PersonId person);
/// Obeys and returns the ticket concerned.
std::optional<Serial> obey_citizen(Turn& turn, const Sender& from, const command::Command& command);
std::optional<Serial> obey_agency(Turn& turn, const Sender& from, const command::Command& command);
/// Whether the sender is the coordinator and this is for the coordinator to decide; and the decision.
bool decides(Turn& turn, const Sender& from, const command::Command& command, const Ticket& ticket);
std::optional<Serial> decide_by_text(Turn& turn, const Sender& from, const command::Command& command,
                                     Ticket ticket);
/// The coordinator may send a ticket on that climbed there, though it is with another agency.
bool may_send_on(Turn& turn, const Sender& from, const command::Command& command, const Ticket& ticket);
/// Answers with a text about a ticket, and gives its serial.
std::optional<Serial> say(Turn& turn, const Sender& from, std::string_view code, const Ticket& ticket,
                          const wording::Fields& extra = {});
/// Answers with a text about none, and gives none; {t} is an example of a number where the caller names none.
std::optional<Serial> say(Turn& turn, const Sender& from, std::string_view code, wording::Fields fields = {});
/// Sets a text aside: recorded and counted, never answered.
void set_aside(Turn& turn, const Sender& from, std::string_view cause, std::string_view words);

}  // namespace lapor::engine
