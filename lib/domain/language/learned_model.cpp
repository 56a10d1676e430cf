#include "domain/language/learned_model.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <set>

namespace lapor::language {

namespace {

constexpr double unit = 1000;  ///< a LearnedWeight of 1 is a thousandth
constexpr std::size_t shown_features = 4;

using Known = std::vector<const FeatureWeights*>;

/// The features of the text that the model knows, each once.
Known known_of(const LearnedModel& model, std::span<const std::string> text_features) {
  std::set<const FeatureWeights*> known;
  for (const auto& feature : text_features) {
    const auto at = std::lower_bound(model.features.begin(), model.features.end(), feature,
                                     [](const auto& row, const auto& f) { return row.feature < f; });
    if (at != model.features.end() && at->feature == feature) known.insert(&*at);
  }
  return {known.begin(), known.end()};
}

/// The text is a vector of length 1, as it was when the model was trained.
std::vector<double> scores_of(const LearnedModel& model, const Known& known) {
  std::vector<double> scores;
  for (const auto& category : model.categories) scores.push_back(category.bias / unit);
  const double length = std::sqrt(static_cast<double>(known.size()));
  for (const auto* row : known)
    for (const auto& one : row->weights) scores[one.category] += one.weight / unit / length;
  return scores;
}

/// Each score says how likely one category is against the rest; the probabilities are made to add up to 1.
std::vector<double> probabilities_of(std::vector<double> scores) {
  double sum = 0;
  for (auto& score : scores) sum += score = 1 / (1 + std::exp(-score));
  for (auto& score : scores) score /= sum;
  return scores;
}

/// For each category the probability of its agency: the sum over all categories that the agency owns.
std::vector<double> by_owner(const LearnedModel& model, const std::vector<double>& probabilities) {
  std::map<std::string_view, double> owners;
  for (std::size_t c = 0; c < probabilities.size(); ++c)
    owners[model.categories[c].owner] += probabilities[c];
  std::vector<double> out;
  for (const auto& category : model.categories) out.push_back(owners[category.owner]);
  return out;
}

std::vector<std::string> telling(const Known& known, std::size_t category) {
  std::vector<std::pair<LearnedWeight, std::string>> found;
  for (const auto* row : known)
    for (const auto& one : row->weights)
      if (one.category == category && one.weight > 0) found.emplace_back(-one.weight, row->feature);
  std::sort(found.begin(), found.end());
  std::vector<std::string> out;
  for (auto& [weight, feature] : found)
    if (out.size() < shown_features) out.push_back(std::move(feature));
  return out;
}

}  // namespace

std::optional<Opinion> LearnedModel::opinion(std::span<const std::string> text_features) const {
  const auto known = known_of(*this, text_features);
  if (known.empty() || categories.empty()) return std::nullopt;
  const auto probabilities = probabilities_of(scores_of(*this, known));
  const auto agencies = by_owner(*this, probabilities);
  std::size_t best = 0;
  for (std::size_t c = 1; c < categories.size(); ++c)
    if (std::pair(agencies[c], probabilities[c]) > std::pair(agencies[best], probabilities[best])) best = c;
  Opinion out{categories[best].code,
              static_cast<unsigned>(std::lround(agencies[best] * unit)),
              telling(known, best),
              {}};
  for (const auto p : agencies) out.probabilities.push_back(static_cast<unsigned>(std::lround(p * unit)));
  return out;
}

}  // namespace lapor::language
