// The citizens' grammar. A word counts as a command only where it can hardly be anything else, and a text
// that is no command is a report. Order: the sender, an explicit command, a pending question, a ticket of the
// sender's own, a command in a sentence, small talk, a report.
#include "domain/commands/advert.hpp"
#include "domain/commands/reading.hpp"
#include "domain/commands/report.hpp"

namespace lapor::commands {

using language::exact_match;
using language::Reader;
using language::Vocabulary;

namespace {

bool only_answers(const Reader& text, std::size_t at) {
  while (at < text.size()) {
    const auto polite = text.polite_at(at);
    const auto said = exact_match(text.vocabulary.citizen, text.words, at);
    const bool answers = said && is_one_of(said->meaning, {"YA", "TIDAK"});
    if (polite == 0 && !answers) return false;
    at += polite != 0 ? polite : said->count;
  }
  return true;
}

/// A yes or no to no question, or with a number that isn't the sender's.
Maybe stray_answer(const Reading& reading, std::size_t start) {
  const auto& text = reading.text;
  const auto command = reading.word(start);
  if (!command || !is_one_of(command->meaning, {"YA", "TIDAK"})) return std::nullopt;
  const auto verb = command->meaning == "YA" ? Verb::confirm : Verb::contest;
  if (const auto hit = named_ticket_at(text, start + command->count);
      hit && text.count(start, hit->next) <= 2 * short_text)
    if (text.count(hit->next) <= short_text)
      return reading.with_ticket(verb, {hit->digits, hit->next, false});
  if (text.names_category(start + command->count)) return std::nullopt;
  return only_answers(text, start) || reading.nothing_else(start, *command) ? Maybe(Unclear{}) : std::nullopt;
}

Command free_text(const Reading& reading, std::size_t start) {
  switch (judge_advert(reading.text)) {
    case Advert::promotion:
      return Ignore{std::string(reading.text.all())};
    case Advert::fraud:
      return Suspect{std::string(reading.text.all())};
    case Advert::none:
      break;
  }
  auto report =
      free_report(reading.text, asks_something(reading.text, start) ? Verb::ask : Verb::report, start);
  const bool empty = report.category.empty() && report.area.empty() && report.flags.empty();
  if (empty && reading.text.count(start) < 2) return Unclear{};  // "6": nothing to act on
  return report;
}

Command without_words(const Reading& reading) {
  if (reading.text.text.find('?') != std::string_view::npos) return Help{};
  if (auto answer = pending_answer(reading, reading.text.size())) return *answer;
  return Unclear{greets(reading.text) ? Talk::greeting : Talk::thanks, std::nullopt};
}

Command read(const Reading& reading) {
  const auto start = reading.text.skip_polite(0);
  if (start >= reading.text.size()) return without_words(reading);
  for (const auto part :
       {explicit_command, pending_answer, about_own_ticket, stray_answer, spoken_command, small_talk})
    if (auto command = part(reading, start)) return *command;
  return free_text(reading, start);
}

constexpr std::size_t few_words = 5;

/// A mark or an addition without its text and its number: "puas", "lanjut".
bool is_bare(const Reading& reading, const NeedText& need) {
  return (need.command == Verb::rate || need.command == Verb::add) && need.ticket.empty() &&
         reading.text.count(0) < 2;
}

/// Few words without a keyword, a matter or a place.
bool says_nothing(const Reading& reading, const Command& command) {
  if (const auto* need = std::get_if<NeedText>(&command)) return is_bare(reading, *need);
  if (const auto* unclear = std::get_if<Unclear>(&command))
    return unclear->talk == Talk::none && !unclear->ask_again;
  const auto* report = std::get_if<Report>(&command);
  return report && report->verb == Verb::report && !report->keyword && report->category.empty() &&
         report->other_body.empty() && report->area.empty() && report->flags.empty() &&
         reading.text.count(0) <= few_words;
}

/// While a question waits, a text without a meaning is an answer to it that can't be read.
Command parse(const Reading& reading) {
  auto command = read(reading);
  if (!says_nothing(reading, command)) return command;
  for (const auto& question : reading.citizen.pending)
    if (question.kind != Pending::clarify) return Unclear{Talk::none, question.kind};
  return command;
}

}  // namespace

Command parse_citizen(std::string_view text, const Vocabulary& vocabulary, const Citizen& citizen) {
  const Reader reader(text, vocabulary);
  const Reading reading{reader, citizen};
  return citizen.machine ? Ignore{std::string(reader.all())} : parse(reading);
}

}  // namespace lapor::commands
