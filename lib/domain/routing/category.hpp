// Guesses the category of a report from its words. The guess has its reason, so that a person who corrects it
// sees how it was made.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "domain/language/lexer.hpp"
#include "domain/language/vocabulary.hpp"
#include "domain/routing/category_guess.hpp"

namespace lapor::routing {

/// To decide, a category needs so many points, and must lead by so many.
inline constexpr int enough_points = 3, enough_margin = 2;

/// \param slot  the first word stands where the grammar has its category ("LAPOR JALAN …").
/// Order: a code in the slot; a confidential matter that a word names; the points of all words, where they
/// are enough and lead by enough; the one alias that a long word is a slip away from. A weak category's code
/// in the slot yields where another matter is named within the first three words and leads. Where the sender
/// chose none and nothing is confidential, the vocabulary's learned model is asked too (second_opinion.hpp).
CategoryGuess guess_category(std::span<const language::Token> words, const language::Vocabulary& vocabulary,
                             bool slot);

/// The same by the words alone, without slot and learned model.
CategoryGuess guess_by_keywords(std::span<const language::Token> words,
                                const language::Vocabulary& vocabulary);

/// Codes of the categories that a text plainly tells of, in the order of the text; words that only say where,
/// and hints, don't count.
std::vector<std::string> named_categories(std::span<const language::Token> words,
                                          const language::Vocabulary& vocabulary);

}  // namespace lapor::routing
