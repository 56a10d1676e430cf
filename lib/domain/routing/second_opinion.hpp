// The learned model beside the keywords: what it is told of a text, and what it changes.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "domain/language/lexer.hpp"
#include "domain/language/vocabulary.hpp"
#include "domain/routing/category_guess.hpp"

namespace lapor::routing {

/// The probability, in thousandths, from which a category is worth showing to the coordinator.
inline constexpr unsigned suggests_from = 350;

/// The features of a text for the model: its words and pairs, and what the keywords found ("=JALAN" where
/// they decided, besides "=+JALAN" by a good margin or "==JALAN" by a wide one; "=*" for another body's,
/// "?JALAN" where the category only came first).
std::vector<std::string> learned_features(std::span<const language::Token> words,
                                          const CategoryGuess& by_keywords);

/// Adds the model's suggestion to the guess of the keywords. If the model may decide, its choice is taken
/// when it is sure enough; else the keywords' choice, when the model finds that likely enough; else nothing
/// is decided.
void add_second_opinion(CategoryGuess& guess, std::span<const language::Token> words,
                        const language::Vocabulary& vocabulary);

}  // namespace lapor::routing
