// Finds what the vocabulary's words say about matters, at one place of a text.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "domain/language/lexer.hpp"
#include "domain/language/vocabulary.hpp"

namespace lapor::language {

/// The points of a word of each list (keywords.toml(5) says so too).
inline constexpr int alias_points = 6, sign_points = 3, hint_points = 1, against_points = -3;
/// Extra points of the matter that a text names first.
inline constexpr int first_points = 2;

/// One word or phrase, for one matter.
struct Term {
  const Matter* matter = nullptr;
  int points = 0;
  std::string_view alias;  ///< as the vocabulary has it
};

struct TermsAt {
  std::size_t count = 0;    ///< words of the longest term here; 0 where none stands
  std::vector<Term> terms;  ///< what it says; empty for a polite or neutral one
};

/// The longest term that begins at \p at, of all matters, and of politeness and neutral phrases: "LAMPU
/// MERAH" says nothing of LAMPU. A word may have an ending ("LUBANGNYA", "DALANE").
TermsAt terms_at(std::span<const Token> words, std::size_t at, const Vocabulary& vocabulary);

}  // namespace lapor::language
