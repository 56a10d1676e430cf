#include "engine/commands/dispatch.hpp"

#include <algorithm>

#include "domain/commands/command.hpp"
#include "domain/commands/matters.hpp"
#include "domain/commands/meaning.hpp"
#include "domain/limits/loop_detection.hpp"
#include "domain/sms/address.hpp"
#include "domain/ticket/number.hpp"
#include "engine/commands/agency_commands.hpp"
#include "engine/commands/citizen_commands.hpp"
#include "engine/commands/new_report.hpp"
#include "engine/commands/our_words.hpp"
#include "engine/outbox/recipients.hpp"

namespace lapor::engine {
namespace {

using commands::Command;
using commands::Verb;

/// So often in a day a citizen is told how to write a text. After that the coordinator reads their texts.
constexpr unsigned corrections_a_day = 2;
constexpr std::size_t unanswered_needed = 2;  ///< to tell one from several
constexpr std::size_t texts_compared = 50;
constexpr auto an_hour = std::chrono::hours(1);

/// The questions that wait for this person's answer, the one asked last first.
std::vector<commands::Question> open_questions(Transaction& tx, PersonId person) {
  std::vector<std::pair<Instant, commands::Question>> asked;
  const auto add = [&](commands::Pending kind, const Ticket& t) {
    asked.emplace_back(t.closed_at.value_or(t.due_clock_start.value_or(t.created)),
                       commands::Question{kind, ticket::number(t.id), t.category});
  };
  const auto open = find_asked(tx, person);
  for (const auto& t : open.to_confirm) add(commands::Pending::confirm, t);
  for (const auto& t : open.to_clarify) add(commands::Pending::clarify, t);
  if (open.to_rate) add(commands::Pending::rate, *open.to_rate);
  std::stable_sort(asked.begin(), asked.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<commands::Question> questions;
  for (auto& [when, question] : asked) questions.push_back(std::move(question));
  return questions;
}

commands::Citizen citizen_context(Transaction& tx, PersonId person, const sms::Address& address,
                                  const std::string& text) {
  commands::Citizen context;
  context.machine = sms::is_machine(address);
  for (const auto& number : commands::mentioned_tickets(text))
    if (const auto t = tx.store.ticket(ticket::id_of(number)); t && is_reporter(tx.store, *t, person))
      context.own.push_back(number);
  context.pending = open_questions(tx, person);
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

/// After two corrections in a day the text becomes a report without a category, which the coordinator reads.
bool needs_a_person(Transaction& tx, PersonId sender, const Command& command) {
  if (!std::holds_alternative<commands::NeedText>(command) &&
      !std::holds_alternative<commands::BadTicket>(command))
    return false;
  unsigned times = 0;
  for (const auto verb : {commands::NeedText::verb, commands::BadTicket::verb})
    times += tx.store.count_commands(sender, commands::name(verb), tx.now - std::chrono::hours(24));
  return times >= corrections_a_day;
}

/// The facts about a message before it is read.
limits::AnswerFacts facts_of(Transaction& tx, const sms::Address& address, const NewInboundMessage& message) {
  const auto& own = tx.rules.own_numbers;
  limits::AnswerFacts facts;
  facts.answerable = sms::answerable(address, tx.rules.limits.answer_countries);
  facts.own_number = std::find(own.begin(), own.end(), address.text) != own.end();
  facts.our_words = limits::echoes(tx.rules.templates, message.text);
  facts.same_words = tx.store.count_same_text(message.sender, message.text, tx.now - an_hour);
  return facts;
}

/// The number of this sender's texts within an hour that say the same with other figures.
unsigned similar_texts(Transaction& tx, const NewInboundMessage& message) {
  if (limits::shape(message.text).empty()) return 0;
  return limits::alike(message.text, tx.store.recent_texts(message.sender, tx.now - an_hour, texts_compared));
}

/// A text that comes from ourselves is no person's message. Returns whether it was quarantined.
bool quarantine_if_ours(Transaction& tx, Sender& from, InboundId id, const OwnWords& own,
                        const std::string& text) {
  auto& facts = from.addressee.facts;
  if (own.quotes) facts.our_words = own.text.empty();
  if (!facts.own_number && !facts.our_words) return false;
  tx.store.set_result(id, facts.own_number ? "OWN" : "ECHO", std::nullopt);
  quarantine_text(
      tx, from, facts.own_number ? sms::QuarantineCause::own_number : sms::QuarantineCause::own_words, text);
  return true;
}

/// Segments that never become a whole text cost one row each, and no ticket. Returns whether it was
/// quarantined.
bool quarantine_if_incomplete(Transaction& tx, const Sender& from, InboundId id,
                              const NewInboundMessage& message) {
  if (!message.gap) return false;
  const auto times = tx.store.count_incomplete(message.sender, tx.now - an_hour);
  if (times <= tx.rules.limits.sender.incomplete_per_hour) return false;
  tx.store.set_result(id, commands::name(Verb::ignore), std::nullopt);
  quarantine_text(tx, from, sms::QuarantineCause::incomplete, message.text);
  return true;
}

/// The mentioned tickets that the officer reported and another agency has: the officer can't command them.
std::vector<std::string> own_elsewhere(Transaction& tx, const Sender& from, const std::string& words) {
  std::vector<std::string> out;
  if (!from.office.above.empty()) return out;
  for (const auto& number : commands::mentioned_tickets(words))
    if (const auto t = tx.store.ticket(ticket::id_of(number));
        t && !is_of(from, t->agency) && is_reporter(tx.store, *t, from.person))
      out.push_back(number);
  return out;
}

commands::Speaker speaker(Transaction& tx, const Sender& from, const sms::Address& address,
                          const std::string& words) {
  commands::Speaker out;
  out.citizen = citizen_context(tx, from.person, address, words);
  if (!from.office.any()) return out;
  out.officer = officer_context(tx, from.office);
  out.elsewhere = own_elsewhere(tx, from, words);
  return out;
}

/// Adds the sender to the facts that decide whether the message may be answered.
void note_who_speaks(Transaction& tx, Sender& from, const NewInboundMessage& message,
                     const commands::Meaning& meaning) {
  auto& facts = from.addressee.facts;
  facts.officer = meaning.as_officer;
  facts.asks_for_help = std::holds_alternative<commands::AgencyHelp>(meaning.command);
  facts.only_reads = !std::holds_alternative<commands::AgencyAct>(meaning.command);
  if (facts.asks_for_help)
    facts.helps =
        tx.store.count_commands(message.sender, commands::name(commands::AgencyHelp::verb), tx.now - an_hour);
  if (!meaning.as_officer) facts.similar = similar_texts(tx, message);
}

/// Handles a citizen's text: more words for the report that came minutes before, several reports, or one
/// command.
std::optional<TicketId> handle_as_citizen(Transaction& tx, const Sender& from, const Command& command,
                                          const std::string& words) {
  const auto* report = std::get_if<commands::Report>(&command);
  const bool urgent = report && std::find(report->flags.begin(), report->flags.end(),
                                          commands::Flag::urgent) != report->flags.end();
  if (!urgent)
    if (const auto ticket = add_if_cut(tx, from, words)) return ticket;
  if (commands::continues_report(words, command)) {
    const auto& more = report ? report->text : words;
    if (auto earlier = find_report_of_minutes_ago(tx, from.person, more))
      return add_to_report_and_reply(tx, from, std::move(*earlier), more);
  }
  if (!report) return handle_citizen_command(tx, from, command);
  const auto matters = commands::matters_of(words, *report, tx.rules.vocabulary);
  if (!matters.parts.empty()) return file_reports(tx, from, matters.parts);
  return matters.mixed ? file_mixed_report(tx, from, *report) : file_report(tx, from, *report);
}

}  // namespace

void handle_message(Transaction& tx, InboundId id, const NewInboundMessage& message,
                    const std::optional<PinMatch>& pin_match) {
  const auto address = tx.store.address(message.sender);
  Sender from{message.sender,
              {message.sender, facts_of(tx, address, message), id},
              routing::office_of(tx.rules.directory, address.text),
              pin_match};
  from.addressee.facts.officer = from.office.any();
  from.addressee.facts.proven_by_pin =
      from.office.any() && pin_match.has_value();  // without its PIN the text is the same again
  const auto own = own_words(tx, message.sender, from.office, message.text);
  if (quarantine_if_ours(tx, from, id, own, message.text) || quarantine_if_incomplete(tx, from, id, message))
    return;

  auto meaning = commands::read(own.text, tx.rules.vocabulary, speaker(tx, from, address, own.text));
  note_who_speaks(tx, from, message, meaning);
  if (!meaning.as_officer && needs_a_person(tx, message.sender, meaning.command))
    meaning.command = commands::Report{Verb::report, own.text};
  const auto& command = meaning.command;
  const auto ticket = meaning.as_officer ? handle_agency_command(tx, from, command)
                                         : handle_as_citizen(tx, from, command, own.text);
  tx.store.set_result(id, commands::name(commands::verb_of(command)), ticket);
}

}  // namespace lapor::engine
