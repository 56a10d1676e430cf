#include "engine/commands/desk_answer.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "domain/commands/command.hpp"
#include "domain/ticket/number.hpp"
#include "engine/commands/agency_commands.hpp"
#include "engine/tickets/ticket_editor.hpp"

namespace lapor::engine {
namespace {

/// A phone that may text these is the agency's; here the login says so.
bool may_come_from_desk(const commands::Command& command) {
  return std::holds_alternative<commands::AgencyAct>(command) ||
         std::holds_alternative<commands::NeedReason>(command) ||
         std::holds_alternative<commands::BadAgency>(command) ||
         std::holds_alternative<commands::BadTicket>(command);
}

Sender officer_of(const routing::Agency& agency, const std::string& pin) {
  Sender from{};
  from.at_desk = true;
  from.office.agencies = {agency.code};
  if (!pin.empty()) from.pin_match = PinMatch{};
  if (!pin.empty() && pin == agency.pin) from.pin_match->agencies = {agency.code};
  return from;
}

commands::Officer context_of(const Transaction& tx) {
  commands::Officer context;
  for (const auto& agency : tx.rules.directory.agencies) context.agencies.push_back(agency.code);
  return context;
}

/// The agency answered; this says which of its people did.
void record_who(Transaction& tx, TicketId id, const DeskAnswer& answer, commands::Verb verb) {
  const auto number = ticket::number(id);
  record(tx, id, RecordKind::answered_at_desk, answer.actor, std::string(commands::name(verb)));
  tx.log(log::Level::notice, "desk-order",
         fmt::format("{}: {} {}", answer.actor.text(), commands::name(verb), number), {{"TICKET", number}});
}

}  // namespace

void answer_at_desk(Transaction& tx, const DeskAnswer& answer) {
  const auto* agency = tx.rules.directory.find(answer.agency);
  if (!agency) {
    tx.effects.push_back(OrderRefused{fmt::format("no agency has the code \"{}\"", answer.agency)});
    return;
  }
  const auto cut = commands::cut_pin(utf8::clean(answer.text));
  const auto command = commands::parse_agency(cut.text, tx.rules.vocabulary, context_of(tx));
  if (!may_come_from_desk(command)) {
    tx.effects.push_back(OrderRefused{"not an answer of an agency to a ticket"});
    return;
  }
  const auto number = commands::ticket_of(command);
  const auto before = number.empty() ? std::nullopt : tx.store.ticket(ticket::id_of(number));
  const auto id = handle_agency_command(tx, officer_of(*agency, cut.pin), command);
  const auto after = id ? tx.store.ticket(*id) : std::nullopt;
  if (before && after && !(*before == *after)) record_who(tx, *id, answer, commands::verb_of(command));
}

}  // namespace lapor::engine
