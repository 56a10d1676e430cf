#include "domain/routing/second_opinion.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "domain/language/features.hpp"

namespace lapor::routing {

using language::coordinators_category;
using language::features;
using language::LearnedModel;
using language::LearnedUse;
using language::Opinion;

namespace {

constexpr int good_margin = 4, wide_margin = 8;  ///< points of the keywords

bool is_word(std::string_view feature) { return feature.front() != '=' && feature.front() != '?'; }

/// The words that speak for the category; what the keywords made of the text isn't one.
std::string words_of(const Opinion& opinion) {
  std::string out;
  for (const auto& feature : opinion.features)
    if (is_word(feature)) out += (out.empty() ? "" : ", ") + feature;
  return out;
}

/// The probability that the model gives to the agency of this category, in thousandths.
unsigned likelihood(const LearnedModel& model, const Opinion& opinion, std::string_view code) {
  for (std::size_t c = 0; c < model.categories.size(); ++c)
    if (model.categories[c].code == code) return opinion.probabilities[c];
  return 0;
}

std::string_view owner_of(const LearnedModel& model, std::string_view code) {
  for (const auto& category : model.categories)
    if (category.code == code) return category.owner;
  return {};
}

void leave_to_coordinator(CategoryGuess& guess) {
  if (!guess.code.empty()) guess.runner_up = guess.code;
  guess.code.clear();
  guess.evidence.clear();
}

void adopt(CategoryGuess& guess, const LearnedModel& model, const Opinion& opinion) {
  if (opinion.category == coordinators_category) return leave_to_coordinator(guess);
  const auto owner = owner_of(model, opinion.category);
  if (!guess.code.empty() && owner_of(model, guess.code) == owner) return;  // to the same agency
  if (!guess.code.empty()) guess.runner_up = guess.code;
  guess.code = opinion.category;
  guess.evidence = words_of(opinion);
  guess.other_body.clear();
  guess.learned = true;
}

/// The model's category may have left the vocabulary since it was trained; a confidential one is only ever
/// named by words.
bool is_usable(const Opinion& opinion, const language::Vocabulary& vocabulary) {
  const auto* category = vocabulary.category(opinion.category);
  return opinion.category == coordinators_category || (category != nullptr && !category->confidential);
}

void decide(CategoryGuess& guess, const LearnedModel& model, const Opinion& opinion) {
  if (opinion.sure >= model.decides_from) return adopt(guess, model, opinion);
  if (!guess.code.empty() && likelihood(model, opinion, guess.code) < model.agrees_from)
    leave_to_coordinator(guess);
}

}  // namespace

std::vector<std::string> learned_features(std::span<const language::Token> words,
                                          const CategoryGuess& by_keywords) {
  auto out = features(words);
  if (!by_keywords.code.empty()) {
    out.push_back("=" + by_keywords.code);
    if (by_keywords.margin >= wide_margin)
      out.push_back("==" + by_keywords.code);
    else if (by_keywords.margin >= good_margin)
      out.push_back("=+" + by_keywords.code);
  } else if (!by_keywords.other_body.empty()) {
    out.push_back("=*");
  } else if (!by_keywords.runner_up.empty()) {
    out.push_back("?" + by_keywords.runner_up);
  }
  return out;
}

void add_second_opinion(CategoryGuess& guess, std::span<const language::Token> words,
                        const language::Vocabulary& vocabulary) {
  const auto& [use, model] = vocabulary.learned;
  if (use == LearnedUse::off || model == nullptr) return;
  const auto opinion = model->opinion(learned_features(words, guess));
  if (!opinion || !is_usable(*opinion, vocabulary)) return;
  if (opinion->sure >= suggests_from && opinion->category != coordinators_category) {
    guess.suggestion = opinion->category;
    guess.suggestion_evidence = words_of(*opinion);
  }
  if (use == LearnedUse::decide) decide(guess, *model, *opinion);
}

}  // namespace lapor::routing
