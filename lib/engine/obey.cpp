#include "engine/obey.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "domain/guard/loop.hpp"
#include "domain/sms/address.hpp"
#include "domain/ticket/number.hpp"
#include "engine/casework.hpp"

namespace lapor::engine {
namespace {

/// The same words this often within an hour come from a machine: taken, but answered no more.
constexpr unsigned repeats_answered = 3;
/// How often in a day a citizen is told how to write it; then somebody reads what they write.
constexpr unsigned corrections_a_day = 2;
constexpr std::size_t few = 2;
constexpr std::size_t few_closed = 5;
constexpr std::size_t texts_compared = 50;

/// The same sentence again and again, with other figures in it.
bool counts_up(Turn& turn, const NewInbound& text, Instant since) {
  if (guard::shape(text.text).empty()) return false;
  const auto texts = turn.store.recent_texts(text.sender, since, texts_compared);
  return guard::alike(text.text, texts) > guard::alike_answered;
}

bool ours(const Rules& rules, const std::string& number) {
  return std::find(rules.own_numbers.begin(), rules.own_numbers.end(), number) != rules.own_numbers.end();
}

command::Citizen citizen_context(Turn& turn, PersonId person, const sms::Address& address,
                                 const std::string& text) {
  command::Citizen context;
  context.machine = sms::is_machine(address);
  for (const auto& number : command::mentioned_tickets(text))
    if (const auto t = turn.store.ticket(ticket::serial(number)); t && is_reporter(turn, *t, person))
      context.own.push_back(number);
  if (!turn.store.in_state_of_reporter(person, ticket::State::resolved, 1).empty())
    context.pending.push_back(command::Pending::confirm);
  if (!turn.store.in_state_of_reporter(person, ticket::State::need_info, 1).empty())
    context.pending.push_back(command::Pending::clarify);
  if (to_rate(turn, person)) context.pending.push_back(command::Pending::rate);
  return context;
}

command::Officer officer_context(Turn& turn, const routing::Office& office) {
  command::Officer context;
  for (const auto& agency : turn.rules.directory.agencies) context.agencies.push_back(agency.code);
  for (const auto& code : office.agencies)
    for (const auto& t : turn.store.unanswered(code, few))
      context.unanswered.push_back(ticket::number(t.serial));
  return context;
}

/// Told how to write it often enough today. What they wrote becomes a report without a category: the
/// coordinator's.
bool needs_a_person(Turn& turn, PersonId sender, command::Verb verb) {
  constexpr std::array corrected{command::Verb::need_text, command::Verb::bad_ticket};
  if (std::find(corrected.begin(), corrected.end(), verb) == corrected.end()) return false;
  unsigned times = 0;
  for (const auto v : corrected)
    times += turn.store.obeyed(sender, command::name(v), turn.now - std::chrono::hours(24));
  return times >= corrections_a_day;
}

command::Command as_report(const std::string& words) {
  command::Command report;
  report.verb = command::Verb::lapor;
  report.text = words;
  return report;
}

}  // namespace

std::optional<Ticket> to_rate(Turn& turn, PersonId person) {
  std::optional<Ticket> last;
  for (auto& t : turn.store.in_state_of_reporter(person, ticket::State::closed, few_closed)) {
    const auto open_until =
        turn.rules.calendar.add(t.closed_at.value_or(turn.now), turn.rules.deadlines.confirm);
    if (t.rating || open_until < turn.now) continue;
    if (!last || t.closed_at > last->closed_at) last = std::move(t);
  }
  return last;
}

std::optional<Serial> say(Turn& turn, const Sender& from, std::string_view code, const Ticket& t,
                          const wording::Fields& extra) {
  auto fields = fields_of(turn, t);
  for (const auto& [name, value] : extra) fields[name] = value;
  answer(turn, from.answerer, code, fields, t.serial);
  return t.serial;
}

std::optional<Serial> say(Turn& turn, const Sender& from, std::string_view code, wording::Fields fields) {
  if (!fields.contains("t")) fields["t"] = ticket::number(ticket::first_serial);
  answer(turn, from.answerer, code, fields, std::nullopt);
  return std::nullopt;
}

void set_aside(Turn& turn, const Sender& from, std::string_view cause, std::string_view words) {
  turn.store.quarantine({"", std::string(cause), std::string(words), from.person, turn.now});
  turn.log(log::Level::info, "text-set-aside", fmt::format("a text was set aside: {}", cause));
}

void obey(Turn& turn, InboundId id, const NewInbound& text, const std::optional<Proof>& proof) {
  const auto address = turn.store.address(text.sender);
  Sender from{text.sender, id, {}, routing::office_of(turn.rules.directory, address.text), proof};
  from.answerer = {text.sender, sms::answerable(address, turn.rules.limits.answer_countries),
                   from.office.any(), id};
  if (ours(turn.rules, address.text)) {
    turn.store.conclude(id, "OWN", std::nullopt);
    return set_aside(turn, from, "from our own number", text.text);
  }
  if (guard::echoes(turn.rules.templates, text.text)) {
    turn.store.conclude(id, "ECHO", std::nullopt);
    return set_aside(turn, from, "our own words came back", text.text);
  }
  const auto hour_ago = turn.now - std::chrono::hours(1);
  const auto said = turn.store.same_text(text.sender, text.text, hour_ago);
  // Who types a PIN is no machine, and without its PIN the text is the same again.
  if (!proof && said > repeats_answered) from.answerer.answerable = false;

  auto command = from.office.any() ? command::parse_agency(text.text, turn.rules.vocabulary,
                                                           officer_context(turn, from.office))
                                   : command::Command{};
  const bool as_officer = from.office.any() && !command::is_citizens(command);
  if (!as_officer) {
    command = command::parse_citizen(text.text, turn.rules.vocabulary,
                                     citizen_context(turn, text.sender, address, text.text));
    if (needs_a_person(turn, text.sender, command.verb)) command = as_report(text.text);
    from.answerer.officer = false;
    // An officer says the same of many tickets; a citizen hardly does.
    if (counts_up(turn, text, hour_ago)) from.answerer.answerable = false;
  }
  // Help is for a person, who needs it once: a phone that answers by itself goes on.
  if (command.verb == command::Verb::agency_help &&
      (said > 1 || turn.store.obeyed(text.sender, command::name(command.verb), hour_ago) > 0))
    from.answerer.answerable = false;
  const auto ticket = as_officer ? obey_agency(turn, from, command) : obey_citizen(turn, from, command);
  turn.store.conclude(id, command::name(command.verb), ticket);
}

}  // namespace lapor::engine
