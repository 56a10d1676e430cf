#include "domain/commands/report.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "domain/routing/area.hpp"
#include "domain/routing/category.hpp"

namespace lapor::commands {

namespace {

constexpr std::size_t flag_words = 6;  ///< "rahasia" later in a text is a word like any other

void raise(Command& command, Flag flag) {
  auto& flags = command.flags;
  if (std::find(flags.begin(), flags.end(), flag) == flags.end()) flags.push_back(flag);
}

void raise(Command& command, std::string_view meaning) {
  if (meaning == name(Flag::rahasia)) raise(command, Flag::rahasia);
  if (meaning == name(Flag::anonim)) raise(command, Flag::anonim);
}

/// The flags that stand at \p at, one after another; returns the word after them.
std::size_t take_flags(const Reader& text, Command& command, std::size_t at) {
  while (const auto flag = exact_match(text.vocabulary.flags, text.words, at)) {
    raise(command, flag->meaning);
    at += flag->count;
  }
  return at;
}

/// Flags elsewhere. The bare word counts near the start or as the last word ("… RAHASIA"), and not in
/// "rahasia umum" (everybody's secret); "rahasiakan" and the like can mean nothing else.
void find_flags(const Reader& text, Command& command, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    const auto flag = exact_match(text.vocabulary.flags, text.words, at);
    if (!flag) continue;
    const bool near = at < from + flag_words || at + 1 == text.size();
    const bool bare = text.key(at) == flag->meaning;
    if ((!bare || near) && text.key(at + flag->count) != "UMUM") raise(command, flag->meaning);
  }
}

bool says_urgent(const Reader& text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (listed_at(text.vocabulary.urgent_words, text.words, at) != 0) return true;
  }
  return false;
}

void judge_flags(const Reader& text, Command& command, const routing::CategoryGuess& guess,
                 std::size_t from) {
  find_flags(text, command, from);
  if (guess.confidential) raise(command, Flag::rahasia);
  if (command.verb != Verb::lapor) return;  // a question or a proposal can wait
  const auto* category = text.vocabulary.category(guess.code);
  if ((category != nullptr && category->urgent) || says_urgent(text, from)) raise(command, Flag::urgent);
}

void judge_area(const Reader& text, Command& command, std::size_t from) {
  const auto area = routing::guess_area(std::span(text.words).subspan(from), text.vocabulary);
  command.area = area.code;
  if (!area.evidence.empty()) command.evidence += (command.evidence.empty() ? "" : "; ") + area.evidence;
}

/// \return the word after the keywords of the report: category code and flags.
std::size_t judge(const Reader& text, Command& command, std::size_t from, bool slot) {
  auto at = slot ? take_flags(text, command, from) : from;
  const auto guess = routing::guess_category(std::span(text.words).subspan(at), text.vocabulary, slot);
  command.category = guess.code;
  command.evidence = guess.evidence;
  judge_flags(text, command, guess, from);
  const auto matter = guess.chosen ? at + 1 : at;
  judge_area(text, command, matter);
  // A code alone ("LAPOR BANJIR") is still a report; its text is then the code.
  if (!guess.chosen || matter == text.size()) return at;
  const auto after = take_flags(text, command, matter);
  return after < text.size() ? after : matter;
}

}  // namespace

Command keyword_report(const Reader& text, Verb verb, std::size_t at) {
  Command command;
  command.verb = verb;
  const auto matter = judge(text, command, at, true);
  command.text = text.own_words(matter);
  if (text.count(matter) == 0) command.verb = Verb::need_text;
  return command;
}

Command free_report(const Reader& text, Verb verb, std::size_t at) {
  Command command;
  command.verb = verb;
  judge(text, command, at, false);
  command.text = text.all();
  return command;
}

}  // namespace lapor::commands
