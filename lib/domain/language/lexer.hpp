// Cuts a text into words, and keeps for each where it stood. Words are folded for comparing (NFKC, upper
// case); what is stored or passed on is always a slice of the text itself.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lapor::language {

struct Token {
  std::string key;  ///< "JALAN": letters and digits only; marks and zero-width characters are gone
  std::size_t begin = 0, end = 0;  ///< bytes of the text
  bool apart = false;              ///< a comma or the end of a sentence parts it from the word before
};

/// The words of a text. Blanks, punctuation, emoji, malformed bytes and a literal "(spasi)" separate; letters
/// glued to 7 to 9 digits, and such digits glued to letters, are two words ("CEK1234566", "1234566SELESAI").
std::vector<Token> lex(std::string_view text);

/// The index of the sender's own words after a keyword that ends at \p from: past blanks, separators, the
/// keyword's closing quote and "(spasi)". An emoji or an opening quote belongs to the sender.
std::size_t skip_separators(std::string_view text, std::size_t from);

bool all_digits(std::string_view key);

/// "LAPORRR" → "LAPOR": every run of one letter is written once.
std::string squeeze(std::string_view key);

/// True if one letter is wrong, missing, too many, or swapped with its neighbour (optimal string
/// alignment, at most 1). Equal words are no slip.
bool one_slip(std::string_view a, std::string_view b);

}  // namespace lapor::language
