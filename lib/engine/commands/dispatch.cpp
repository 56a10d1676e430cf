#include "engine/commands/dispatch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "domain/limits/loop_detection.hpp"
#include "domain/sms/address.hpp"
#include "domain/ticket/number.hpp"
#include "engine/tickets/casework.hpp"

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
bool counts_up(Transaction& tx, const NewInboundMessage& text, Instant since) {
  if (limits::shape(text.text).empty()) return false;
  const auto texts = tx.store.recent_texts(text.sender, since, texts_compared);
  return limits::alike(text.text, texts) > limits::alike_answered;
}

bool ours(const Rules& rules, const std::string& number) {
  return std::find(rules.own_numbers.begin(), rules.own_numbers.end(), number) != rules.own_numbers.end();
}

commands::Citizen citizen_context(Transaction& tx, PersonId person, const sms::Address& address,
                                  const std::string& text) {
  commands::Citizen context;
  context.machine = sms::is_machine(address);
  for (const auto& number : commands::mentioned_tickets(text))
    if (const auto t = tx.store.ticket(ticket::serial(number)); t && is_reporter(tx, *t, person))
      context.own.push_back(number);
  if (!tx.store.in_state_of_reporter(person, ticket::State::resolved, 1).empty())
    context.pending.push_back(commands::Pending::confirm);
  if (!tx.store.in_state_of_reporter(person, ticket::State::need_info, 1).empty())
    context.pending.push_back(commands::Pending::clarify);
  if (to_rate(tx, person)) context.pending.push_back(commands::Pending::rate);
  return context;
}

commands::Officer officer_context(Transaction& tx, const routing::Office& office) {
  commands::Officer context;
  for (const auto& agency : tx.rules.directory.agencies) context.agencies.push_back(agency.code);
  for (const auto& code : office.agencies)
    for (const auto& t : tx.store.unanswered(code, few))
      context.unanswered.push_back(ticket::number(t.serial));
  return context;
}

/// Told how to write it often enough today. What they wrote becomes a report without a category: the
/// coordinator's.
bool needs_a_person(Transaction& tx, PersonId sender, commands::Verb verb) {
  constexpr std::array corrected{commands::Verb::need_text, commands::Verb::bad_ticket};
  if (std::find(corrected.begin(), corrected.end(), verb) == corrected.end()) return false;
  unsigned times = 0;
  for (const auto v : corrected)
    times += tx.store.count_commands(sender, commands::name(v), tx.now - std::chrono::hours(24));
  return times >= corrections_a_day;
}

commands::Command as_report(const std::string& words) {
  commands::Command report;
  report.verb = commands::Verb::lapor;
  report.text = words;
  return report;
}

}  // namespace

std::optional<Ticket> to_rate(Transaction& tx, PersonId person) {
  std::optional<Ticket> last;
  for (auto& t : tx.store.in_state_of_reporter(person, ticket::State::closed, few_closed)) {
    const auto open_until = tx.rules.calendar.add(t.closed_at.value_or(tx.now), tx.rules.deadlines.confirm);
    if (t.rating || open_until < tx.now) continue;
    if (!last || t.closed_at > last->closed_at) last = std::move(t);
  }
  return last;
}

std::optional<TicketId> reply(Transaction& tx, const Sender& from, std::string_view code, const Ticket& t,
                              const replies::Fields& extra) {
  auto fields = fields_of(tx, t);
  for (const auto& [name, value] : extra) fields[name] = value;
  answer(tx, from.answerer, code, fields, t.serial);
  return t.serial;
}

std::optional<TicketId> reply(Transaction& tx, const Sender& from, std::string_view code,
                              replies::Fields fields) {
  if (!fields.contains("t")) fields["t"] = ticket::number(ticket::first_serial);
  answer(tx, from.answerer, code, fields, std::nullopt);
  return std::nullopt;
}

void quarantine_text(Transaction& tx, const Sender& from, std::string_view cause, std::string_view words) {
  tx.store.quarantine({"", std::string(cause), std::string(words), from.person, tx.now});
  tx.log(log::Level::info, "text-set-aside", fmt::format("a text was set aside: {}", cause));
}

void dispatch_command(Transaction& tx, InboundId id, const NewInboundMessage& text,
                      const std::optional<PinMatch>& pin_match) {
  const auto address = tx.store.address(text.sender);
  Sender from{text.sender, id, {}, routing::office_of(tx.rules.directory, address.text), pin_match};
  from.answerer = {text.sender, sms::answerable(address, tx.rules.limits.answer_countries), from.office.any(),
                   id};
  if (ours(tx.rules, address.text)) {
    tx.store.set_result(id, "OWN", std::nullopt);
    return quarantine_text(tx, from, "from our own number", text.text);
  }
  if (limits::echoes(tx.rules.templates, text.text)) {
    tx.store.set_result(id, "ECHO", std::nullopt);
    return quarantine_text(tx, from, "our own words came back", text.text);
  }
  const auto hour_ago = tx.now - std::chrono::hours(1);
  const auto said = tx.store.count_same_text(text.sender, text.text, hour_ago);
  // Who types a PIN is no machine, and without its PIN the text is the same again.
  if (!pin_match && said > repeats_answered) from.answerer.answerable = false;

  auto command = from.office.any() ? commands::parse_agency(text.text, tx.rules.vocabulary,
                                                            officer_context(tx, from.office))
                                   : commands::Command{};
  const bool as_officer = from.office.any() && !commands::is_citizens(command);
  if (!as_officer) {
    command = commands::parse_citizen(text.text, tx.rules.vocabulary,
                                      citizen_context(tx, text.sender, address, text.text));
    if (needs_a_person(tx, text.sender, command.verb)) command = as_report(text.text);
    from.answerer.officer = false;
    // An officer says the same of many tickets; a citizen hardly does.
    if (counts_up(tx, text, hour_ago)) from.answerer.answerable = false;
  }
  // Help is for a person, who needs it once: a phone that answers by itself goes on.
  if (command.verb == commands::Verb::agency_help &&
      (said > 1 || tx.store.count_commands(text.sender, commands::name(command.verb), hour_ago) > 0))
    from.answerer.answerable = false;
  const auto ticket =
      as_officer ? handle_agency_command(tx, from, command) : handle_citizen_command(tx, from, command);
  tx.store.set_result(id, commands::name(command.verb), ticket);
}

}  // namespace lapor::engine
