// What the coordinator says by SMS about a report that waits for a decision, or that climbed there.
#include <fmt/format.h>

#include <algorithm>

#include "domain/ticket/number.hpp"
#include "engine/commands/dispatch.hpp"
#include "engine/tickets/casework.hpp"
#include "engine/tickets/coordinator_actions.hpp"

namespace lapor::engine {
namespace {

using commands::Command;
using commands::Verb;

bool is_coordinator(Transaction& tx, const Sender& from, const Ticket& t) {
  const auto& mine = from.office.agencies;
  return std::find(mine.begin(), mine.end(), coordinator_for(tx.rules, t).code) != mine.end();
}

/// The open ticket that "TOLAK 1000023 DUPL 1000015" names besides.
std::optional<Ticket> other_ticket(Transaction& tx, const Command& c) {
  for (const auto& number : commands::mentioned_tickets(c.text))
    if (auto t = tx.store.ticket(ticket::serial(number)); t && number != c.ticket) return t;
  return std::nullopt;
}

std::optional<TicketId> answered(Transaction& tx, const Sender& from, const Ticket& t, const Refusal& why,
                                 std::string_view done) {
  return reply(tx, from, why ? "OPD_CLOSED" : done, t);
}

}  // namespace

bool may_send_on(Transaction& tx, const Sender& from, const Command& c, const Ticket& t) {
  return c.verb == Verb::alih && t.level > 0 && is_coordinator(tx, from, t);
}

bool decides(Transaction& tx, const Sender& from, const Command& c, const Ticket& t) {
  if (!is_coordinator(tx, from, t)) return false;
  if (c.verb == Verb::alih) return true;
  if (t.agency != coordinator_for(tx.rules, t).code) return false;
  return c.verb == Verb::tolak || (c.verb == Verb::tanya && t.state == ticket::State::verifying);
}

std::optional<TicketId> decide_by_text(Transaction& tx, const Sender& from, const Command& c, Ticket t) {
  const auto actor = "agency " + coordinator_for(tx.rules, t).code;
  if (c.verb == Verb::tanya) {
    if (c.text.empty()) return reply(tx, from, "OPD_HELP");
    return answered(tx, from, t, ask(tx, t, actor, c.text), "OPD_OK");
  }
  if (c.verb == Verb::tolak) {
    auto into = c.argument == "DUPL" ? other_ticket(tx, c) : std::nullopt;
    const auto why = into ? merge(tx, t, *into, actor) : reject(tx, t, c.argument, actor, c.text);
    return answered(tx, from, t, why, "OPD_OK");
  }
  const auto* to = tx.rules.directory.find(c.argument);
  const bool wrong = !to || to->code == t.agency ||
                     std::find(t.excluded_agencies.begin(), t.excluded_agencies.end(), to->code) !=
                         t.excluded_agencies.end();
  if (wrong) return reply(tx, from, "OPD_BADAGENCY", t, {{"kode", c.argument}});
  return answered(tx, from, t, route(tx, t, *to, actor, c.text), "OPD_TRANSFERRED");
}

}  // namespace lapor::engine
