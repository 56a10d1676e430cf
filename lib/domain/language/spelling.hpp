// Spells the words and phrases of the lists in a cut text.
#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/language/lexer.hpp"

namespace lapor::language {

/// True if the alias could begin at \p at: its first letter fits. Saves most comparisons with the lists.
inline bool may_begin(std::string_view alias, std::span<const Token> words, std::size_t at) {
  return at < words.size() && !alias.empty() && alias.front() == words[at].key.front();
}

/// The number of words from \p at on that spell the alias ("BUKA LAGI": 2), or 0.
std::size_t phrase_at(std::string_view alias, std::span<const Token> words, std::size_t at);

/// As phrase_at, the last word perhaps with an Indonesian or Javanese ending: "LUBANGNYA", "DALANE",
/// "LAMPUNE", "JALAN2".
std::size_t spelled_at(std::string_view alias, std::span<const Token> words, std::size_t at);

/// The word, and the word without an Indonesian or Javanese ending. An alias must begin with one of them to
/// be spelled_at() there.
std::vector<std::string_view> possible_stems(std::string_view key);

/// The longest alias of a list that stands at \p at: its number of words, or 0.
std::size_t listed_at(const std::vector<std::string>& list, std::span<const Token> words, std::size_t at);

struct Match {
  std::string meaning;    ///< "LAPOR"
  std::size_t count = 0;  ///< words
  bool slip = false;      ///< guessed from a mistyped word
};

/// The longest alias at \p at; failing that, one with repeated letters squeezed.
std::optional<Match> exact_match(const std::map<std::string, std::string>& aliases,
                                 std::span<const Token> words, std::size_t at);

}  // namespace lapor::language
