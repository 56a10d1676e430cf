#include "engine/commands/sender.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/ticket/number.hpp"

namespace lapor::engine {
namespace {

/// Answers where the sender is: on their phone, or at the desk.
void answer(Transaction& tx, const Sender& to, replies::Code code, const replies::Fields& fields,
            std::optional<TicketId> ticket) {
  if (!to.at_desk) return send_answer(tx, to.addressee, code, fields, ticket);
  tx.effects.push_back(DeskReplied{code, tx.rules.templates.render(code, fields)});
}

}  // namespace

bool is_of(const Sender& from, std::string_view agency) {
  const auto& mine = from.office.agencies;
  return std::find(mine.begin(), mine.end(), agency) != mine.end();
}

std::optional<TicketId> reply(Transaction& tx, const Sender& to, replies::Code code, const Ticket& t,
                              const replies::Fields& extra) {
  auto fields = ticket_fields(tx.rules, tx.now, t);
  for (const auto& [name, value] : extra) fields[name] = value;
  answer(tx, to, code, fields, t.id);
  return t.id;
}

std::optional<TicketId> reply(Transaction& tx, const Sender& to, replies::Code code, replies::Fields fields) {
  if (!fields.contains("t")) fields["t"] = ticket::number(ticket::first_id);
  fields["layanan"] = tx.rules.name;
  answer(tx, to, code, fields, std::nullopt);
  return std::nullopt;
}

std::optional<TicketId> leave_unanswered(Transaction& tx, limits::NoAnswer reason) {
  log_no_answer(tx, reason);
  return std::nullopt;
}

void quarantine_text(Transaction& tx, const Sender& from, sms::QuarantineCause cause, std::string_view text) {
  tx.store.quarantine({"", cause, std::string(text), from.person, tx.now});
  tx.log(log::Level::info, "text-set-aside", fmt::format("a text is in quarantine: {}", name(cause)));
}

}  // namespace lapor::engine
