// What the coordinator says by SMS about a report that waits for a decision, or that climbed there.
#include <fmt/format.h>

#include <algorithm>

#include "domain/ticket/number.hpp"
#include "engine/casework.hpp"
#include "engine/decide.hpp"
#include "engine/obey.hpp"

namespace lapor::engine {
namespace {

using command::Command;
using command::Verb;

bool is_coordinator(Turn& turn, const Sender& from, const Ticket& t) {
  const auto& mine = from.office.agencies;
  return std::find(mine.begin(), mine.end(), coordinator_for(turn.rules, t).code) != mine.end();
}

/// The open ticket that "TOLAK 1000023 DUPL 1000015" names besides.
std::optional<Ticket> other_ticket(Turn& turn, const Command& c) {
  for (const auto& number : command::mentioned_tickets(c.text))
    if (auto t = turn.store.ticket(ticket::serial(number)); t && number != c.ticket) return t;
  return std::nullopt;
}

std::optional<Serial> answered(Turn& turn, const Sender& from, const Ticket& t, const Refusal& why,
                               std::string_view done) {
  return say(turn, from, why ? "OPD_CLOSED" : done, t);
}

}  // namespace

bool may_send_on(Turn& turn, const Sender& from, const Command& c, const Ticket& t) {
  return c.verb == Verb::alih && t.level > 0 && is_coordinator(turn, from, t);
}

bool decides(Turn& turn, const Sender& from, const Command& c, const Ticket& t) {
  if (!is_coordinator(turn, from, t)) return false;
  if (c.verb == Verb::alih) return true;
  if (t.agency != coordinator_for(turn.rules, t).code) return false;
  return c.verb == Verb::tolak || (c.verb == Verb::tanya && t.state == ticket::State::verifying);
}

std::optional<Serial> decide_by_text(Turn& turn, const Sender& from, const Command& c, Ticket t) {
  const auto actor = "agency " + coordinator_for(turn.rules, t).code;
  if (c.verb == Verb::tanya) {
    if (c.text.empty()) return say(turn, from, "OPD_HELP");
    return answered(turn, from, t, ask(turn, t, actor, c.text), "OPD_OK");
  }
  if (c.verb == Verb::tolak) {
    auto into = c.argument == "DUPL" ? other_ticket(turn, c) : std::nullopt;
    const auto why = into ? merge(turn, t, *into, actor) : reject(turn, t, c.argument, actor, c.text);
    return answered(turn, from, t, why, "OPD_OK");
  }
  const auto* to = turn.rules.directory.find(c.argument);
  const bool wrong = !to || to->code == t.agency ||
                     std::find(t.accused.begin(), t.accused.end(), to->code) != t.accused.end();
  if (wrong) return say(turn, from, "OPD_BADAGENCY", t, {{"kode", c.argument}});
  return answered(turn, from, t, route(turn, t, *to, actor, c.text), "OPD_TRANSFERRED");
}

}  // namespace lapor::engine
