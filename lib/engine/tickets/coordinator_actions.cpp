#include "engine/tickets/coordinator_actions.hpp"

#include <fmt/format.h>

#include "domain/replies/redact.hpp"
#include "domain/ticket/number.hpp"
#include "engine/outbox/notify.hpp"
#include "engine/outbox/recipients.hpp"

namespace lapor::engine {
namespace {

using replies::Code;
using Reason = ActionRefusal::Reason;

ActionResult not_allowed(const Ticket& t, std::string_view what) {
  return ActionRefusal{Reason::state_forbids, fmt::format("ticket {} is {}: it can't be {}",
                                                          ticket::number(t.id), name(t.state), what)};
}

std::string with_note(std::string first, const std::string& note) {
  return note.empty() ? first : first + ": " + note;
}

/// REJECTED's {alasan}: the reason in words, and the coordinator's own.
std::string reason_in_words(Transaction& tx, ticket::RejectReason reason, const std::string& note) {
  const auto words = tx.rules.templates.render(replies::reason_code(reason), {});
  return note.empty() ? words : words + " (" + replies::redact(note) + ")";
}

/// Tells the agency that had it that it no longer has to act.
void notify_former_agency(Transaction& tx, const Ticket& before, Code code,
                          const replies::Fields& extra = {}) {
  if (before.forwarded_at && before.state != ticket::State::verifying) notify_agency(tx, before, code, extra);
}

}  // namespace

ActionResult route(Transaction& tx, TicketEditor& edit, const routing::Agency& to, const Actor& actor,
                   const std::string& note) {
  const auto number = ticket::number(edit->id);
  if (is_excluded(edit.ticket(), to.code))
    return ActionRefusal{
        Reason::excluded_agency,
        fmt::format("ticket {} is confidential and about {}: it must not go there", number, to.code)};
  const bool here = edit->agency == to.code;
  if (here && edit->state != ticket::State::verifying)
    return ActionRefusal{Reason::already_there, fmt::format("ticket {} is with {} already", number, to.code)};
  const auto before = edit.ticket();
  if (!edit.apply(ticket::Act::route, actor, with_note("to " + to.code, note)))
    return not_allowed(before, "routed");
  const bool first = before.state == ticket::State::verifying && before.return_reason.empty();
  if (!here) notify_former_agency(tx, before, Code::opd_withdrawn);
  edit.reassign(to.code, first ? ReassignReason::first_routing : ReassignReason::transfer);
  notify_reporter(tx, edit.ticket(), Code::transfer);
  return std::nullopt;
}

ActionResult reject(Transaction& tx, TicketEditor& edit, ticket::RejectReason reason, const Actor& actor,
                    const std::string& note) {
  const auto before = edit.ticket();
  if (!edit.apply(ticket::Act::reject, actor, fmt::format("{} {}", name(reason), note)))
    return not_allowed(before, "rejected");
  notify_former_agency(tx, before, Code::opd_withdrawn);
  notify_reporter(tx, edit.ticket(), Code::rejected, {{"alasan", reason_in_words(tx, reason, note)}});
  return std::nullopt;
}

ActionResult merge(Transaction& tx, TicketEditor& edit, const Ticket& into, const Actor& actor) {
  if (edit->id == into.id) return ActionRefusal{Reason::same_ticket, "a ticket can't be merged into itself"};
  if (!ticket::is_open(into.state)) return not_allowed(into, "merged into");
  const auto before = edit.ticket();
  if (!edit.apply(ticket::Act::merge, actor, "to " + ticket::number(into.id)))
    return not_allowed(before, "joined to another");
  edit.set_merged_into(into.id);
  record(tx, into.id, RecordKind::merged_here, actor, ticket::number(edit->id));
  notify_former_agency(tx, before, Code::opd_merged, {{"t2", ticket::number(into.id)}});
  auto people = tx.store.followers(edit->id);
  people.push_back(edit->reporter);
  for (const auto person : people) {
    if (person == into.reporter) continue;
    tx.store.add_follower(into.id, person);
    notify_person(tx, person, into, Code::ack_dup);
  }
  return std::nullopt;
}

ActionResult separate(Transaction& tx, TicketEditor& edit, const Actor& actor) {
  const auto other = tx.store.drop_duplicate_candidate(edit->id);
  if (!other)
    return ActionRefusal{Reason::no_candidate, fmt::format("nothing says that ticket {} is like another",
                                                           ticket::number(edit->id))};
  edit.record(RecordKind::candidate_dropped, actor, "from " + ticket::number(*other));
  return std::nullopt;
}

ActionResult reopen(Transaction& tx, TicketEditor& edit, const Actor& actor, const std::string& note) {
  const auto before = edit.ticket();
  if (!edit.apply(ticket::Act::reopen, actor, note)) return not_allowed(before, "reopened");
  edit.reopen_at_agency();
  notify_reporter(tx, edit.ticket(), Code::reopened);
  return std::nullopt;
}

void ask_coordinator_to_verify(Transaction& tx, TicketEditor& edit, const std::vector<std::string>& words) {
  edit.record(RecordKind::nobody_asked, Actor::gateway(),
              "nobody can be asked whether it is true: the coordinator looks");
  notify_coordinator(tx, edit.ticket(), Code::opd_verify,
                     {{"txt", words.empty() ? "" : replies::redact(words.front())}});
}

ActionResult verify(Transaction& tx, TicketEditor& edit, ticket::Act act, const Actor& actor,
                    const std::string& note) {
  if (edit->state != ticket::State::resolved) return not_allowed(edit.ticket(), "verified");
  if (!nobody_was_asked(tx, edit.ticket()))
    return ActionRefusal{
        Reason::reporter_was_asked,
        fmt::format("who reported ticket {} was asked whether it is true: their answer counts",
                    ticket::number(edit->id))};
  edit.apply(act, actor, note);
  if (act == ticket::Act::contest) edit.reopen_at_agency();
  return std::nullopt;
}

ActionResult ask(Transaction& tx, TicketEditor& edit, const Actor& actor, const std::string& question) {
  if (question.empty()) return ActionRefusal{Reason::question_is_empty, "the question is empty"};
  const auto before = edit.ticket();
  if (!edit.apply(ticket::Act::ask, actor, question)) return not_allowed(before, "asked about");
  if (actor.is_agency())
    edit.agency_answered();
  else
    edit.pause_escalation();  // an operator's question is no answer of the agency's
  notify_reporter(tx, edit.ticket(), Code::clarify, question_fields(tx.rules, question));
  return std::nullopt;
}

}  // namespace lapor::engine
