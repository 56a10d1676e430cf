#include "engine/tickets/coordinator_actions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/replies/redact.hpp"
#include "domain/ticket/number.hpp"
#include "engine/outbox/compose.hpp"
#include "engine/tickets/casework.hpp"

namespace lapor::engine {
namespace {

std::string not_allowed(const Ticket& t, std::string_view what) {
  return fmt::format("ticket {} is {}: it can't be {}", ticket::number(t.serial), name(t.state), what);
}

std::string with_note(std::string first, const std::string& note) {
  return note.empty() ? first : first + ": " + note;
}

/// REJECTED's {alasan}: the reason in words, and the coordinator's own.
std::string reason_in_words(Transaction& tx, std::string_view reason, const std::string& note) {
  const auto words = tx.rules.templates.render("REASON_" + std::string(reason), {});
  return note.empty() ? words : words + " (" + replies::redact(note) + ")";
}

/// Whoever was to act on it need not any more.
void notify_former_agency(Transaction& tx, const Ticket& before, std::string_view code,
                          const replies::Fields& extra = {}) {
  if (before.forwarded_at && before.state != ticket::State::verifying) notify_agency(tx, before, code, extra);
}

}  // namespace

Refusal route(Transaction& tx, Ticket& t, const routing::Agency& to, std::string_view actor,
              const std::string& note) {
  if (std::find(t.excluded_agencies.begin(), t.excluded_agencies.end(), to.code) != t.excluded_agencies.end())
    return fmt::format("ticket {} is confidential and about {}: it must not go there",
                       ticket::number(t.serial), to.code);
  const bool here = t.agency == to.code;
  if (here && t.state != ticket::State::verifying)
    return fmt::format("ticket {} is with {} already", ticket::number(t.serial), to.code);
  const auto before = t;
  if (!move(tx, t, ticket::Act::route, actor, with_note("to " + to.code, note)))
    return not_allowed(t, "routed");
  const bool first_forward = before.state == ticket::State::verifying && before.return_reason.empty();
  t.return_reason.clear();
  if (!here) notify_former_agency(tx, before, "OPD_WITHDRAWN");
  reassign(tx, t, to.code, first_forward ? ReassignReason::first : ReassignReason::again);
  notify_reporter(tx, t, "TRANSFER", {});
  return std::nullopt;
}

Refusal reject(Transaction& tx, Ticket& t, std::string_view reason, std::string_view actor,
               const std::string& note) {
  if (!tx.rules.templates.has("REASON_" + std::string(reason)))
    return "the reason must be SPAM, WENANG, JELAS, DUPL or HUKUM";
  const auto before = t;
  if (!move(tx, t, ticket::Act::reject, actor, fmt::format("{} {}", reason, note)))
    return not_allowed(t, "rejected");
  notify_former_agency(tx, before, "OPD_WITHDRAWN");
  notify_reporter(tx, t, "REJECTED", {{"alasan", reason_in_words(tx, reason, note)}});
  return std::nullopt;
}

Refusal merge(Transaction& tx, Ticket& t, Ticket& into, std::string_view actor) {
  if (t.serial == into.serial) return "a ticket can't be merged into itself";
  if (!ticket::is_open(into.state)) return not_allowed(into, "merged into");
  const auto before = t;
  t.merged_into = into.serial;
  if (!move(tx, t, ticket::Act::merge, actor, "to " + ticket::number(into.serial))) {
    t = before;
    return not_allowed(t, "joined to another");
  }
  record(tx, into, "joined", actor, ticket::number(t.serial));
  notify_former_agency(tx, before, "OPD_MERGED", {{"t2", ticket::number(into.serial)}});
  auto people = tx.store.followers(t.serial);
  people.push_back(t.reporter);
  for (const auto person : people) {
    if (person == into.reporter) continue;
    tx.store.add_follower(into.serial, person);
    notify_person(tx, person, into, "ACK_DUP", {});
  }
  return std::nullopt;
}

Refusal separate(Transaction& tx, const Ticket& t, std::string_view actor) {
  const auto other = tx.store.drop_duplicate_candidate(t.serial);
  if (!other) return fmt::format("nothing says that ticket {} is like another", ticket::number(t.serial));
  record(tx, t, "kept-apart", actor, "from " + ticket::number(*other));
  return std::nullopt;
}

Refusal reopen(Transaction& tx, Ticket& t, std::string_view actor, const std::string& note) {
  if (!move(tx, t, ticket::Act::reopen, actor, note)) return not_allowed(t, "reopened");
  return_to_agency(tx, t);
  notify_reporter(tx, t, "REOPENED", {});
  return std::nullopt;
}

Refusal ask(Transaction& tx, Ticket& t, std::string_view actor, const std::string& question) {
  if (question.empty()) return "the question is empty";
  const auto before = t;
  t.state_before_question = t.state;
  if (!move(tx, t, ticket::Act::ask, actor, question)) {
    t = before;
    return not_allowed(t, "asked about");
  }
  if (actor.starts_with("agency"))
    on_agency_answered(tx, t);
  else
    pause_escalation(tx, t);  // the desk's question is no answer of the agency's
  notify_reporter(tx, t, "CLARIFY", engine::question(tx.rules, question));
  return std::nullopt;
}

void return_to_coordinator(Transaction& tx, Ticket& t, const std::string& why) {
  t.return_reason = t.agency + ": " + replies::redact(why);
  reassign(tx, t, coordinator_for(tx.rules, t).code, ReassignReason::again);
}

}  // namespace lapor::engine
