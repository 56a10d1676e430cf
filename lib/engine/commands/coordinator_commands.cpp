#include "engine/commands/coordinator_commands.hpp"

#include "domain/ticket/number.hpp"
#include "engine/outbox/recipients.hpp"
#include "engine/tickets/coordinator_actions.hpp"

namespace lapor::engine {
namespace {

using commands::Command;
using commands::Verb;
using replies::Code;

bool is_coordinator(const Rules& rules, const Sender& from, const Ticket& t) {
  return is_of(from, coordinator_for(rules, t).code);
}

/// The ticket that "TOLAK 1000023 DUPL 1000015" names besides; nullopt where it names none.
std::optional<Ticket> other_ticket(Transaction& tx, const Command& c) {
  for (const auto& number : commands::mentioned_tickets(c.text))
    if (auto t = tx.store.ticket(ticket::id_of(number)); t && number != c.ticket) return t;
  return std::nullopt;
}

void save_and_reply(Transaction& tx, const Sender& from, TicketEditor& edit, const ActionResult& result,
                    Code done) {
  edit.save();
  reply(tx, from, result ? Code::opd_closed : done, edit.ticket());
}

void decide_question(Transaction& tx, const Sender& from, const Command& c, TicketEditor& edit,
                     const Actor& actor) {
  if (c.text.empty())
    reply(tx, from, Code::opd_help);
  else
    save_and_reply(tx, from, edit, ask(tx, edit, actor, c.text), Code::opd_ok);
}

void decide_refusal(Transaction& tx, const Sender& from, const Command& c, TicketEditor& edit,
                    const Actor& actor) {
  const auto reason = ticket::reject_reason(c.argument);
  const auto into = reason == ticket::RejectReason::duplicate ? other_ticket(tx, c) : std::nullopt;
  if (into) return save_and_reply(tx, from, edit, merge(tx, edit, *into, actor), Code::opd_ok);
  const auto result = reject(tx, edit, reason.value_or(ticket::RejectReason::unclear), actor, c.text);
  save_and_reply(tx, from, edit, result, Code::opd_ok);
}

void decide_agency(Transaction& tx, const Sender& from, const Command& c, TicketEditor& edit,
                   const Actor& actor) {
  const auto* to = tx.rules.directory.find(c.argument);
  if (!to || to->code == edit->agency || is_excluded(edit.ticket(), to->code))
    reply(tx, from, Code::opd_badagency, edit.ticket(), {{"kode", c.argument}});
  else
    save_and_reply(tx, from, edit, route(tx, edit, *to, actor, c.text), Code::opd_transferred);
}

}  // namespace

bool may_send_on(const Rules& rules, const Sender& from, const Command& c, const Ticket& t) {
  return c.verb == Verb::alih && t.level > 0 && is_coordinator(rules, from, t);
}

bool coordinator_decides(const Rules& rules, const Sender& from, const Command& c, const Ticket& t) {
  if (!is_coordinator(rules, from, t)) return false;
  if (c.verb == Verb::alih) return true;
  if (t.agency != coordinator_for(rules, t).code) return false;
  return c.verb == Verb::tolak || (c.verb == Verb::tanya && t.state == ticket::State::verifying);
}

void decide_or_reply(Transaction& tx, const Sender& from, const Command& c, TicketEditor& edit) {
  const auto actor = Actor::agency(coordinator_for(tx.rules, edit.ticket()).code);
  if (c.verb == Verb::tanya) return decide_question(tx, from, c, edit, actor);
  if (c.verb == Verb::tolak) return decide_refusal(tx, from, c, edit, actor);
  decide_agency(tx, from, c, edit, actor);
}

}  // namespace lapor::engine
