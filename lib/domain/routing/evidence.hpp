// Adds up what the words of a text say about each matter.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/language/lexer.hpp"
#include "domain/language/vocabulary.hpp"

namespace lapor::routing {

/// One word or phrase of the text that counted.
struct Witness {
  std::string words;       ///< as the text has them, folded: "JALANNYA RUSAK"
  std::string_view alias;  ///< as the vocabulary has it
  int points = 0;          ///< less where the word only says where it is
  bool place = false;
  std::size_t rank = 0;           ///< how many telling words stand before it
  std::size_t at = 0, count = 1;  ///< the words of the text
};

struct Evidence {
  const language::Matter* matter = nullptr;
  int points = 0;
  std::vector<Witness> witnesses;  ///< in the order of the text
};

/// The evidence for each matter that a word of the text tells of, the most points first; of equal ones the
/// one that the text names first. Each word counts once, however often it is repeated. A word that says where
/// something is ("depan sekolah", "jl pasar") counts a third, a phrase that says so two thirds, and a short
/// word after a number ("30 kk") nothing. The matter that an alias names first gets first_points more.
std::vector<Evidence> weigh(std::span<const language::Token> words, const language::Vocabulary& vocabulary);

}  // namespace lapor::routing
