#include "domain/routing/excerpt.hpp"

#include <algorithm>

#include "domain/language/words.hpp"
#include "domain/routing/evidence.hpp"

namespace lapor::routing {

using language::Token;

namespace {

using Words = std::vector<Token>;

constexpr std::size_t most_words = 200;
constexpr std::string_view skipped = "..";

const Evidence* evidence_for(const std::vector<Evidence>& all, std::string_view category) {
  for (const auto& evidence : all)
    if (evidence.matter->code == category && evidence.points > 0) return &evidence;
  return nullptr;
}

/// The most telling words; of equal ones the first.
const Witness* most_telling(const Evidence& evidence) {
  const Witness* best = nullptr;
  for (const auto& witness : evidence.witnesses)
    if (best == nullptr || witness.points > best->points) best = &witness;
  return best;
}

bool ends_sentence(std::string_view text, const Token& word, const Token& next) {
  return text.substr(word.end, next.begin - word.end).find_first_of(".!?\n") != text.npos;
}

/// The first word from which the telling ones are seen, and as much before them: better the beginning of a
/// sentence than the middle of one.
std::size_t beginning(std::string_view text, const Words& words, std::size_t first, const Witness& telling,
                      std::size_t room) {
  const auto last = telling.at + telling.count - 1;
  if (words[last].end - words[first].begin <= room) return first;
  auto from = telling.at;
  while (from > first && words[last].end - words[from - 1].begin <= room / 2) --from;
  for (auto at = telling.at; at > from; --at)
    if (ends_sentence(text, words[at - 1], words[at])) return at;
  return from;
}

}  // namespace

std::string excerpt(std::string_view text, std::string_view category, const language::Vocabulary& vocabulary,
                    std::size_t limit) {
  const language::Reader reader(text, vocabulary);
  auto first = reader.skip_polite(0);
  if (first >= reader.size()) return std::string(text);
  const auto words = std::span(reader.words).first(std::min(reader.size(), most_words));
  const auto all = weigh(words, vocabulary);
  const auto* evidence = evidence_for(all, category);
  const auto* telling = evidence != nullptr ? most_telling(*evidence) : nullptr;
  const bool later = telling != nullptr && telling->at >= first;
  const auto from = later ? beginning(text, reader.words, first, *telling, limit - skipped.size()) : first;
  return (from > first ? std::string(skipped) : std::string{}) +
         std::string(text.substr(reader.words[from].begin));
}

}  // namespace lapor::routing
