#include "engine/commands/coordinator_commands.hpp"

#include "domain/ticket/number.hpp"
#include "domain/ticket/promises.hpp"
#include "engine/outbox/recipients.hpp"
#include "engine/tickets/coordinator_actions.hpp"

namespace lapor::engine {
namespace {

using commands::AgencyAct;
using replies::Code;

/// The ticket that "TOLAK 1000023 DUPL 1000015" names besides; nullopt if it names none.
std::optional<Ticket> other_ticket(Transaction& tx, const commands::Refuse& c) {
  for (const auto& number : commands::mentioned_tickets(c.note))
    if (auto t = tx.store.ticket(ticket::id_of(number)); t && number != c.ticket) return t;
  return std::nullopt;
}

void save_and_reply(Transaction& tx, const Sender& from, TicketEditor& edit, const ActionResult& result,
                    Code done) {
  if (!result) edit.save();
  reply(tx, from, result ? Code::opd_closed : done, edit.ticket());
}

void decide_question(Transaction& tx, const Sender& from, const commands::Ask& c, TicketEditor& edit,
                     const Actor& actor) {
  if (c.note.empty())
    reply(tx, from, Code::opd_help);
  else
    save_and_reply(tx, from, edit, ask(tx, edit, actor, c.note), Code::opd_ok);
}

void decide_refusal(Transaction& tx, const Sender& from, const commands::Refuse& c, TicketEditor& edit,
                    const Actor& actor) {
  const auto into = c.reason == ticket::RejectReason::duplicate ? other_ticket(tx, c) : std::nullopt;
  if (into) return save_and_reply(tx, from, edit, merge(tx, edit, *into, actor), Code::opd_ok);
  const auto result = reject(tx, edit, c.reason, actor, c.note);
  save_and_reply(tx, from, edit, result, Code::opd_ok);
}

void decide_agency(Transaction& tx, const Sender& from, const commands::Transfer& c, TicketEditor& edit,
                   const Actor& actor) {
  const auto* to = tx.rules.directory.find(c.agency);
  if (!to || to->code == edit->agency || is_excluded(edit.ticket(), to->code))
    reply(tx, from, Code::opd_badagency, edit.ticket(), {{"kode", c.agency}});
  else
    save_and_reply(tx, from, edit, route(tx, edit, *to, actor, c.note), Code::opd_transferred);
}

/// SELESAI closes it as the citizen's YA would, PROSES gives it back as their BELUM would.
void decide_verification(Transaction& tx, const Sender& from, const AgencyAct& act, TicketEditor& edit,
                         const Actor& actor) {
  const bool done = std::holds_alternative<commands::Resolve>(act);
  const auto& note = commands::note_of(act);
  if (done && !ticket::says_what_was_done(note)) {
    reply(tx, from, Code::opd_neednote, edit.ticket());
    return;
  }
  const auto how = done ? ticket::Act::confirm : ticket::Act::contest;
  save_and_reply(tx, from, edit, verify(tx, edit, how, actor, note), Code::opd_ok);
}

/// The coordinator looked at what an agency says that it did.
bool is_verification(const AgencyAct& act) {
  return std::holds_alternative<commands::Resolve>(act) || std::holds_alternative<commands::Progress>(act);
}

}  // namespace

bool is_coordinator(const Rules& rules, const Sender& from, const Ticket& t) {
  return is_of(from, coordinator_for(rules, t).code);
}

bool verifies(Transaction& tx, const Sender& from, const AgencyAct& act, const Ticket& t) {
  return t.state == ticket::State::resolved && is_verification(act) && is_coordinator(tx.rules, from, t) &&
         nobody_was_asked(tx, t);
}

bool may_send_on(const Rules& rules, const Sender& from, const AgencyAct& act, const Ticket& t) {
  return std::holds_alternative<commands::Transfer>(act) && t.level > 0 && is_coordinator(rules, from, t);
}

bool coordinator_decides(const Rules& rules, const Sender& from, const AgencyAct& act, const Ticket& t) {
  if (!is_coordinator(rules, from, t)) return false;
  if (std::holds_alternative<commands::Transfer>(act)) return true;
  if (t.agency != coordinator_for(rules, t).code) return false;
  return std::holds_alternative<commands::Refuse>(act) ||
         (std::holds_alternative<commands::Ask>(act) && t.state == ticket::State::verifying);
}

void decide_and_reply(Transaction& tx, const Sender& from, const AgencyAct& act, TicketEditor& edit) {
  const auto actor = Actor::agency(coordinator_for(tx.rules, edit.ticket()).code);
  if (is_verification(act) && edit->state == ticket::State::resolved)
    return decide_verification(tx, from, act, edit, actor);
  if (const auto* question = std::get_if<commands::Ask>(&act))
    decide_question(tx, from, *question, edit, actor);
  else if (const auto* refusal = std::get_if<commands::Refuse>(&act))
    decide_refusal(tx, from, *refusal, edit, actor);
  else if (const auto* transfer = std::get_if<commands::Transfer>(&act))
    decide_agency(tx, from, *transfer, edit, actor);
}

}  // namespace lapor::engine
