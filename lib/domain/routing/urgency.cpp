#include "domain/routing/urgency.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "domain/language/spelling.hpp"

namespace lapor::routing {

using language::Token;
using language::Vocabulary;

namespace {

constexpr std::size_t most_words = 200;

struct Found {
  std::size_t count = 0;
  int points = 0;
  std::string_view word;
};

void offer(Found& best, const std::vector<std::string>& list, int points, std::span<const Token> words,
           std::size_t at) {
  for (const auto& word : list) {
    if (!language::may_begin(word, words, at)) continue;
    if (const auto count = language::spelled_at(word, words, at); count > best.count)
      best = {count, points, word};
  }
}

/// The longest of all lists at \p at: "DEMAM BERDARAH" isn't "BERDARAH".
Found found_at(std::span<const Token> words, std::size_t at, const Vocabulary& vocabulary) {
  Found best;
  offer(best, vocabulary.calm_words, calm_points, words, at);
  offer(best, vocabulary.urgent_words, danger_points, words, at);
  offer(best, vocabulary.alarming_words, alarming_points, words, at);
  offer(best, vocabulary.now_words, 0, words, at);
  return best;
}

}  // namespace

int urgency(std::span<const Token> words, const Vocabulary& vocabulary, bool category_urgent) {
  words = words.first(std::min(words.size(), most_words));
  std::set<std::string_view> seen;
  int happens = category_urgent ? danger_points : 0, calms = 0;
  bool now = false;
  for (std::size_t at = 0; at < words.size();) {
    const auto found = found_at(words, at, vocabulary);
    now = now || (found.count != 0 && found.points == 0);
    if (found.count != 0 && seen.insert(found.word).second)
      (found.points > 0 ? happens : calms) += found.points;
    at += std::max<std::size_t>(found.count, 1);
  }
  return happens + calms + (now && happens > 0 ? alarming_points : 0);
}

}  // namespace lapor::routing
