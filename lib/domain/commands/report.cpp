#include "domain/commands/report.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "domain/routing/area.hpp"
#include "domain/routing/category.hpp"
#include "domain/routing/urgency.hpp"

namespace lapor::commands {

using language::exact_match;
using language::Reader;

namespace {

constexpr std::size_t last_words = 4;  ///< "… RAHASIA ya pak, terima kasih"
constexpr std::size_t flag_words = 6;  ///< "rahasia" later in a text is a word like any other

void raise(Report& report, Flag flag) {
  auto& flags = report.flags;
  if (std::find(flags.begin(), flags.end(), flag) == flags.end()) flags.push_back(flag);
}

void raise(Report& report, std::string_view meaning) {
  if (meaning == name(Flag::confidential)) raise(report, Flag::confidential);
  if (meaning == name(Flag::anonymous)) raise(report, Flag::anonymous);
}

/// The flags that stand at \p at, one after another; returns the word after them.
std::size_t read_flags(const Reader& text, Report& report, std::size_t at) {
  while (const auto flag = exact_match(text.vocabulary.flags, text.words, at)) {
    raise(report, flag->meaning);
    at += flag->count;
  }
  return at;
}

/// Finds flags elsewhere in the text. The bare word counts near the start or as the last word ("… RAHASIA"),
/// and not in "rahasia umum" (everybody's secret); "rahasiakan" and the like can mean nothing else.
void find_flags(const Reader& text, Report& report, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    const auto flag = exact_match(text.vocabulary.flags, text.words, at);
    if (!flag) continue;
    const bool near = at < from + flag_words || at + last_words >= text.size();
    const bool bare = text.key(at) == flag->meaning;
    if ((!bare || near) && text.key(at + flag->count) != "UMUM") raise(report, flag->meaning);
  }
}

void judge_flags(const Reader& text, Report& report, const routing::CategoryGuess& guess, std::size_t from) {
  find_flags(text, report, from);
  if (guess.confidential) raise(report, Flag::confidential);
  if (report.verb != Verb::report) return;  // a question or a proposal can wait
  // Urgency is never learned: a text that resembles reports of floods need not be one.
  const auto* category = guess.learned ? nullptr : text.vocabulary.category(guess.code);
  const auto words = std::span(text.words).subspan(from);
  if (routing::is_urgent(words, text.vocabulary, category != nullptr && category->urgent))
    raise(report, Flag::urgent);
}

void judge_area(const Reader& text, Report& report, std::size_t from) {
  const auto area = routing::guess_area(std::span(text.words).subspan(from), text.vocabulary);
  report.area = area.code;
  report.area_evidence = area.evidence;
}

/// \return the word after the keywords of the report: category code and flags.
std::size_t judge(const Reader& text, Report& report, std::size_t from, bool slot) {
  auto at = slot ? read_flags(text, report, from) : from;
  const auto guess = routing::guess_category(std::span(text.words).subspan(at), text.vocabulary, slot);
  report.category = guess.code;
  report.evidence = guess.evidence;
  report.runner_up = guess.runner_up;
  report.suggestion = guess.suggestion;
  report.suggestion_evidence = guess.suggestion_evidence;
  report.learned = guess.learned;
  report.margin = guess.margin;
  report.other_body = guess.other_body;
  judge_flags(text, report, guess, from);
  const auto matter = guess.chosen ? at + 1 : at;
  judge_area(text, report, matter);
  // A code alone ("LAPOR BANJIR") is still a report; its text is then the code.
  if (!guess.chosen || matter == text.size()) return at;
  const auto after = read_flags(text, report, matter);
  return after < text.size() ? after : matter;
}

}  // namespace

Command keyword_report(const Reader& text, Verb verb, std::size_t at) {
  Report report{verb};
  const auto matter = judge(text, report, at, true);
  const bool only_the_code = text.count(matter) == 0 && !report.category.empty();  // "LAPOR BANJIR pak"
  if (text.count(matter) == 0 && !only_the_code) return NeedText{verb, {}, report.flags};
  report.keyword = true;
  report.text = text.own_words(only_the_code ? at : matter);
  return report;
}

Report free_report(const Reader& text, Verb verb, std::size_t at) {
  Report report{verb};
  judge(text, report, at, false);
  report.text = text.all();
  return report;
}

}  // namespace lapor::commands
