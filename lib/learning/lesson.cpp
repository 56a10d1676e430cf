#include "learning/lesson.hpp"

#include <algorithm>

#include "domain/language/lexer.hpp"
#include "domain/routing/category.hpp"
#include "domain/routing/evidence.hpp"
#include "domain/routing/second_opinion.hpp"

namespace lapor::learning {

namespace {

using Words = std::vector<language::Token>;

std::vector<std::string> categories_to(const routing::Agency& agency, const std::string& area,
                                       const language::Vocabulary& vocabulary,
                                       const routing::Directory& directory) {
  if (agency.coordinator) return {std::string(language::coordinators_category)};
  std::vector<std::string> out;
  for (const auto& code : agency.categories) {
    const auto* category = vocabulary.category(code);
    if (category == nullptr || category->confidential) continue;
    const auto* owner = directory.owner(code, area);
    if (owner == nullptr || owner == &agency) out.push_back(code);
  }
  return out;
}

/// The one that the words tell most of; the agency's first where they tell of none.
std::string likeliest(const std::vector<std::string>& categories, const Words& words,
                      const language::Vocabulary& vocabulary) {
  for (const auto& evidence : routing::weigh(words, vocabulary))
    if (evidence.points > 0 &&
        std::find(categories.begin(), categories.end(), evidence.matter->code) != categories.end())
      return evidence.matter->code;
  return categories.front();
}

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

}  // namespace

std::optional<Lesson> lesson_of(const DecidedTicket& ticket, const language::Vocabulary& vocabulary,
                                const routing::Directory& directory) {
  const auto* agency = directory.find(ticket.agency);
  if (agency == nullptr) return std::nullopt;
  Lesson lesson;
  lesson.person = ticket.person;
  lesson.right = categories_to(*agency, ticket.area, vocabulary, directory);
  const auto words = language::lex(ticket.text);
  const auto guess = routing::guess_by_keywords(words, vocabulary);
  if (lesson.right.empty() || words.empty() || guess.confidential) return std::nullopt;
  lesson.features = routing::learned_features(words, guess);
  lesson.by_keywords = guess.code == language::coordinators_category ? std::string{} : guess.code;
  lesson.margin = guess.margin;
  lesson.category =
      contains(lesson.right, ticket.category) ? ticket.category : likeliest(lesson.right, words, vocabulary);
  return lesson;
}

}  // namespace lapor::learning
