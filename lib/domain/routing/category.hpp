// Which category a report belongs to, from its words. A guess with its reason, not a verdict: whoever
// corrects it can see what it was made from.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "domain/commands/lexer.hpp"
#include "domain/commands/vocabulary.hpp"

namespace lapor::routing {

struct CategoryGuess {
  std::string code;      ///< empty where no word tells
  std::string evidence;  ///< the words that decided
  /// The sender began with the code and it was taken: a keyword, no part of the report.
  bool chosen = false;
  bool confidential = false;  ///< a confidential matter is named, whatever was chosen
};

/// \param slot  the first word stands where the grammar has its category ("LAPOR JALAN …").
/// Order: a code in the slot; a confidential matter; the first alias; the first hint; then words that only
/// name a place ("depan sekolah"); last a mistyped alias. In the slot a weak category's code yields to an
/// alias of another within the first three words.
CategoryGuess guess_category(std::span<const commands::Token> words, const commands::Vocabulary& vocabulary,
                             bool slot);

/// Whether the word at \p at begins an alias, a hint or a code of any category.
bool names_category(std::span<const commands::Token> words, std::size_t at,
                    const commands::Vocabulary& vocabulary);

/// Codes of the matters that a text mentions, in the order of the text; words that only say where don't
/// count.
std::vector<std::string> named_categories(std::span<const commands::Token> words,
                                          const commands::Vocabulary& vocabulary);

}  // namespace lapor::routing
