// A text and its words, and what every grammar asks of them.
#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/language/lexer.hpp"
#include "domain/language/spelling.hpp"
#include "domain/language/vocabulary.hpp"

namespace lapor::language {

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
  /// The sender's own words from word \p at on, unaltered except for blanks at the end; empty if no word
  /// is left.
  std::string_view own_words(std::size_t at) const;
  std::string_view all() const;  ///< the whole text without blanks around it
};

}  // namespace lapor::language
