#include "engine/decide.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/ticket/number.hpp"
#include "domain/wording/redact.hpp"
#include "engine/casework.hpp"
#include "engine/say.hpp"

namespace lapor::engine {
namespace {

std::string not_allowed(const Ticket& t, std::string_view what) {
  return fmt::format("ticket {} is {}: it can't be {}", ticket::number(t.serial), name(t.state), what);
}

std::string with_note(std::string first, const std::string& note) {
  return note.empty() ? first : first + ": " + note;
}

/// REJECTED's {alasan}: the reason in words, and the coordinator's own.
std::string reason_in_words(Turn& turn, std::string_view reason, const std::string& note) {
  const auto words = turn.rules.templates.render("REASON_" + std::string(reason), {});
  return note.empty() ? words : words + " (" + wording::redact(note) + ")";
}

/// Whoever was to act on it need not any more.
void tell_former(Turn& turn, const Ticket& before, std::string_view code, const wording::Fields& extra = {}) {
  if (before.forwarded_at && before.state != ticket::State::verifying) tell_agency(turn, before, code, extra);
}

}  // namespace

Refusal route(Turn& turn, Ticket& t, const routing::Agency& to, std::string_view actor,
              const std::string& note) {
  if (std::find(t.accused.begin(), t.accused.end(), to.code) != t.accused.end())
    return fmt::format("ticket {} is confidential and about {}: it must not go there",
                       ticket::number(t.serial), to.code);
  const bool here = t.agency == to.code;
  if (here && t.state != ticket::State::verifying)
    return fmt::format("ticket {} is with {} already", ticket::number(t.serial), to.code);
  const auto before = t;
  if (!move(turn, t, ticket::Act::route, actor, with_note("to " + to.code, note)))
    return not_allowed(t, "routed");
  const bool first_forward = before.state == ticket::State::verifying && before.refusal.empty();
  t.refusal.clear();
  if (!here) tell_former(turn, before, "OPD_WITHDRAWN");
  hand_over(turn, t, to.code, first_forward ? Handing::first : Handing::again);
  tell_reporter(turn, t, "TRANSFER", {});
  return std::nullopt;
}

Refusal reject(Turn& turn, Ticket& t, std::string_view reason, std::string_view actor,
               const std::string& note) {
  if (!turn.rules.templates.has("REASON_" + std::string(reason)))
    return "the reason must be SPAM, WENANG, JELAS, DUPL or HUKUM";
  const auto before = t;
  if (!move(turn, t, ticket::Act::reject, actor, fmt::format("{} {}", reason, note)))
    return not_allowed(t, "rejected");
  tell_former(turn, before, "OPD_WITHDRAWN");
  tell_reporter(turn, t, "REJECTED", {{"alasan", reason_in_words(turn, reason, note)}});
  return std::nullopt;
}

Refusal merge(Turn& turn, Ticket& t, Ticket& into, std::string_view actor) {
  if (t.serial == into.serial) return "a ticket can't be merged into itself";
  if (!ticket::is_open(into.state)) return not_allowed(into, "merged into");
  const auto before = t;
  t.joined_to = into.serial;
  if (!move(turn, t, ticket::Act::merge, actor, "to " + ticket::number(into.serial))) {
    t = before;
    return not_allowed(t, "joined to another");
  }
  record(turn, into, "joined", actor, ticket::number(t.serial));
  tell_former(turn, before, "OPD_MERGED", {{"t2", ticket::number(into.serial)}});
  auto people = turn.store.followers(t.serial);
  people.push_back(t.reporter);
  for (const auto person : people) {
    if (person == into.reporter) continue;
    turn.store.add_follower(into.serial, person);
    tell_person(turn, person, into, "ACK_DUP", {});
  }
  return std::nullopt;
}

Refusal separate(Turn& turn, const Ticket& t, std::string_view actor) {
  const auto other = turn.store.drop_likeness(t.serial);
  if (!other) return fmt::format("nothing says that ticket {} is like another", ticket::number(t.serial));
  record(turn, t, "kept-apart", actor, "from " + ticket::number(*other));
  return std::nullopt;
}

Refusal reopen(Turn& turn, Ticket& t, std::string_view actor, const std::string& note) {
  if (!move(turn, t, ticket::Act::reopen, actor, note)) return not_allowed(t, "reopened");
  back_to_agency(turn, t);
  tell_reporter(turn, t, "REOPENED", {});
  return std::nullopt;
}

Refusal ask(Turn& turn, Ticket& t, std::string_view actor, const std::string& question) {
  if (question.empty()) return "the question is empty";
  const auto before = t;
  t.before_question = t.state;
  if (!move(turn, t, ticket::Act::ask, actor, question)) {
    t = before;
    return not_allowed(t, "asked about");
  }
  if (actor.starts_with("agency"))
    stop_ladder(turn, t);
  else
    hold_ladder(turn, t);  // the desk's question is no answer of the agency's
  tell_reporter(turn, t, "CLARIFY", engine::question(turn.rules, question));
  return std::nullopt;
}

void to_coordinator(Turn& turn, Ticket& t, const std::string& why) {
  t.refusal = t.agency + ": " + wording::redact(why);
  hand_over(turn, t, coordinator_for(turn.rules, t).code, Handing::again);
}

}  // namespace lapor::engine
