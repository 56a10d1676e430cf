// Finds the vocabulary's words in a cut text.
#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/commands/lexer.hpp"
#include "domain/commands/vocabulary.hpp"

namespace lapor::commands {

/// Whether the alias could begin at \p at: its first letter fits. Spares the lists most of their comparing.
inline bool may_begin(std::string_view alias, std::span<const Token> words, std::size_t at) {
  return at < words.size() && !alias.empty() && alias.front() == words[at].key.front();
}

/// How many words from \p at on spell the alias ("BUKA LAGI": 2), or 0.
std::size_t phrase_at(std::string_view alias, std::span<const Token> words, std::size_t at);

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

/// As exact_match; failing that, the one meaning that is a slip away from a word of five letters or more. A
/// word that the vocabulary knows for something else is never taken for a slip.
std::optional<Match> match(const std::map<std::string, std::string>& aliases, std::span<const Token> words,
                           std::size_t at, const Vocabulary& vocabulary);

/// A text and its words, with what every grammar asks of them.
class Reader {
 public:
  Reader(std::string_view text, const Vocabulary& vocabulary);

  std::string_view text;
  std::vector<Token> words;
  const Vocabulary& vocabulary;

  std::size_t size() const { return words.size(); }
  std::string_view key(std::size_t at) const { return at < size() ? std::string_view(words[at].key) : ""; }
  /// Number of polite words at \p at ("YA ALLAH": 2), 0 where a longer command stands there.
  std::size_t polite_at(std::size_t at) const;
  std::size_t skip_polite(std::size_t at) const;
  /// Words from \p at to \p until that are not mere politeness.
  std::size_t count(std::size_t at, std::size_t until) const;
  std::size_t count(std::size_t at) const { return count(at, size()); }
  bool names_category(std::size_t at) const;  ///< some word from \p at on is a category's
  /// The sender's own words from word \p at on, unaltered but for blanks at the end; empty where no word is
  /// left.
  std::string_view own_words(std::size_t at) const;
  std::string_view all() const;  ///< the whole text without blanks around it
};

}  // namespace lapor::commands
