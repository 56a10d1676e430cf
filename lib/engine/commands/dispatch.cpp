#include "engine/commands/dispatch.hpp"

#include <algorithm>
#include <array>

#include "domain/commands/command.hpp"
#include "domain/limits/loop_detection.hpp"
#include "domain/sms/address.hpp"
#include "domain/ticket/number.hpp"
#include "engine/commands/agency_commands.hpp"
#include "engine/commands/citizen_commands.hpp"
#include "engine/outbox/recipients.hpp"

namespace lapor::engine {
namespace {

using commands::Command;
using commands::Verb;

/// How often in a day a citizen is told how to write it; then the coordinator reads what they write.
constexpr unsigned corrections_a_day = 2;
constexpr std::size_t unanswered_needed = 2;  ///< to tell one from several
constexpr std::size_t texts_compared = 50;
constexpr auto an_hour = std::chrono::hours(1);

commands::Citizen citizen_context(Transaction& tx, PersonId person, const sms::Address& address,
                                  const std::string& text) {
  commands::Citizen context;
  context.machine = sms::is_machine(address);
  for (const auto& number : commands::mentioned_tickets(text))
    if (const auto t = tx.store.ticket(ticket::id_of(number)); t && is_reporter(tx.store, *t, person))
      context.own.push_back(number);
  if (!tx.store.in_state_of_reporter(person, ticket::State::resolved, 1).empty())
    context.pending.push_back(commands::Pending::confirm);
  if (!tx.store.in_state_of_reporter(person, ticket::State::need_info, 1).empty())
    context.pending.push_back(commands::Pending::clarify);
  if (find_to_rate(tx, person)) context.pending.push_back(commands::Pending::rate);
  return context;
}

commands::Officer officer_context(Transaction& tx, const routing::Office& office) {
  commands::Officer context;
  for (const auto& agency : tx.rules.directory.agencies) context.agencies.push_back(agency.code);
  for (const auto& code : office.agencies)
    for (const auto& t : tx.store.unanswered(code, unanswered_needed))
      context.unanswered.push_back(ticket::number(t.id));
  return context;
}

/// Told how to write it often enough today: what they wrote becomes a report without a category, which the
/// coordinator reads.
bool needs_a_person(Transaction& tx, PersonId sender, Verb verb) {
  constexpr std::array corrected{Verb::need_text, Verb::bad_ticket};
  if (std::find(corrected.begin(), corrected.end(), verb) == corrected.end()) return false;
  unsigned times = 0;
  for (const auto v : corrected)
    times += tx.store.count_commands(sender, commands::name(v), tx.now - std::chrono::hours(24));
  return times >= corrections_a_day;
}

Command as_report(const std::string& words) {
  Command report;
  report.verb = Verb::lapor;
  report.text = words;
  return report;
}

/// What is known of a message before it is read.
limits::AnswerFacts facts_of(Transaction& tx, const sms::Address& address, const NewInboundMessage& message,
                             bool has_pin) {
  const auto& own = tx.rules.own_numbers;
  limits::AnswerFacts facts;
  facts.answerable = sms::answerable(address, tx.rules.limits.answer_countries);
  facts.own_number = std::find(own.begin(), own.end(), address.text) != own.end();
  facts.our_words = limits::echoes(tx.rules.templates, message.text);
  facts.proven_by_pin = has_pin;  // without its PIN the text is the same again
  facts.same_words = tx.store.count_same_text(message.sender, message.text, tx.now - an_hour);
  return facts;
}

/// How many of this sender's texts within an hour say the same with other figures.
unsigned similar_texts(Transaction& tx, const NewInboundMessage& message) {
  if (limits::shape(message.text).empty()) return 0;
  return limits::alike(message.text, tx.store.recent_texts(message.sender, tx.now - an_hour, texts_compared));
}

/// What comes from ourselves is no message of a person's. Returns whether it was set aside.
bool set_aside_if_ours(Transaction& tx, const Sender& from, InboundId id, const std::string& text) {
  const auto& facts = from.addressee.facts;
  if (!facts.own_number && !facts.our_words) return false;
  tx.store.set_result(id, facts.own_number ? "OWN" : "ECHO", std::nullopt);
  const auto reason = facts.own_number ? limits::NoAnswer::own_number : limits::NoAnswer::our_words;
  quarantine_text(tx, from, limits::text(reason, reply_limits(tx.rules)), text);
  return true;
}

Command read_as_officer(Transaction& tx, Sender& from, const NewInboundMessage& message) {
  auto command = commands::parse_agency(message.text, tx.rules.vocabulary, officer_context(tx, from.office));
  auto& facts = from.addressee.facts;
  facts.asks_for_help = command.verb == Verb::agency_help;
  if (facts.asks_for_help)
    facts.helps = tx.store.count_commands(message.sender, commands::name(command.verb), tx.now - an_hour);
  return command;
}

Command read_as_citizen(Transaction& tx, Sender& from, const sms::Address& address,
                        const NewInboundMessage& message) {
  auto& facts = from.addressee.facts;
  facts.officer = facts.asks_for_help = false;
  facts.similar = similar_texts(tx, message);
  auto command = commands::parse_citizen(message.text, tx.rules.vocabulary,
                                         citizen_context(tx, message.sender, address, message.text));
  return needs_a_person(tx, message.sender, command.verb) ? as_report(message.text) : command;
}

}  // namespace

void handle_message(Transaction& tx, InboundId id, const NewInboundMessage& message,
                    const std::optional<PinMatch>& pin_match) {
  const auto address = tx.store.address(message.sender);
  Sender from{message.sender,
              {message.sender, facts_of(tx, address, message, pin_match.has_value()), id},
              routing::office_of(tx.rules.directory, address.text),
              pin_match};
  from.addressee.facts.officer = from.office.any();
  if (set_aside_if_ours(tx, from, id, message.text)) return;

  auto command = from.office.any() ? read_as_officer(tx, from, message) : Command{};
  const bool as_officer = from.office.any() && !commands::is_citizens(command);
  if (!as_officer) command = read_as_citizen(tx, from, address, message);
  const auto ticket =
      as_officer ? handle_agency_command(tx, from, command) : handle_citizen_command(tx, from, command);
  tx.store.set_result(id, commands::name(command.verb), ticket);
}

}  // namespace lapor::engine
