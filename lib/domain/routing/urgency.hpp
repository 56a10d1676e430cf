// Judges from a report's words whether somebody is in danger now.
#pragma once
#include <span>

#include "domain/language/lexer.hpp"
#include "domain/language/vocabulary.hpp"

namespace lapor::routing {

/// Points for a word of each list (also in keywords.toml(5)), and the sum that makes a report urgent.
inline constexpr int danger_points = 4, alarming_points = 2, calm_points = -3, urgent_points = 4;

/// Points of a report's words: dangers and alarming things that happen, as much as one alarming thing for
/// "now", less what only tells of fear, of a wish or of what happens every year. \param category_urgent  the
/// report's category is one of urgent matters
int urgency(std::span<const language::Token> words, const language::Vocabulary& vocabulary,
            bool category_urgent);

inline bool is_urgent(std::span<const language::Token> words, const language::Vocabulary& vocabulary,
                      bool category_urgent) {
  return urgency(words, vocabulary, category_urgent) >= urgent_points;
}

}  // namespace lapor::routing
