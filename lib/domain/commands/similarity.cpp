#include "domain/commands/similarity.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/ascii.hpp"
#include "domain/language/lexer.hpp"
#include "domain/language/spelling.hpp"

namespace lapor::commands {

using language::lex;
using language::listed_at;
using language::one_slip;
using language::Vocabulary;

namespace {

constexpr std::size_t enough_words = 3;
constexpr std::size_t long_word = 5;     ///< may hold a slip
constexpr std::size_t most_words = 200;  ///< of longer texts the beginnings are compared

using Words = std::vector<std::string>;

bool has_digit(std::string_view word) { return std::any_of(word.begin(), word.end(), ascii::is_digit); }

/// Each word once, sorted, politeness left out.
Words words_of(std::string_view text, const Vocabulary& vocabulary) {
  const auto tokens = lex(text);
  Words words;
  for (std::size_t at = 0; at < tokens.size() && words.size() < most_words;) {
    const auto polite = listed_at(vocabulary.polite_words, tokens, at);
    if (polite == 0) words.push_back(tokens[at].key);
    at += std::max<std::size_t>(polite, 1);
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

bool holds(const Words& words, const std::string& word) {
  if (std::binary_search(words.begin(), words.end(), word)) return true;
  if (word.size() < long_word || has_digit(word)) return false;
  return std::any_of(words.begin(), words.end(), [&](const auto& other) {
    return other.size() >= long_word && !has_digit(other) && one_slip(other, word);
  });
}

bool says_all(const Words& words, const Words& of) {
  return std::all_of(of.begin(), of.end(), [&](const auto& word) { return holds(words, word); });
}

}  // namespace

Alike compare(std::string_view earlier, std::string_view later, const Vocabulary& vocabulary) {
  const auto before = words_of(earlier, vocabulary), now = words_of(later, vocabulary);
  if (before.empty() || now.empty()) return earlier == later ? Alike::same : Alike::different;
  if (before == now) return Alike::same;
  const auto shorter = std::min(before.size(), now.size()), longer = std::max(before.size(), now.size());
  if (shorter < enough_words || longer > 2 * shorter) return Alike::different;
  if (says_all(before, now)) return Alike::same;
  return says_all(now, before) ? Alike::more : Alike::different;
}

}  // namespace lapor::commands
