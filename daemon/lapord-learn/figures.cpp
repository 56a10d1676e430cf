#include "lapord-learn/figures.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "base/time.hpp"
#include "control/render.hpp"

namespace lapor::daemon {
namespace {

using control::Json;

constexpr std::size_t shown_words = 8;
constexpr double thousand = 1000;

double rounded(double share) {
  return static_cast<double>(static_cast<long>(share * thousand + 0.5)) / thousand;
}

Json count(std::size_t n) { return static_cast<std::int64_t>(n); }

Json share(const learning::Figures& figures) {
  return Json::object(
      {{"precision", rounded(figures.precision())}, {"decided", rounded(figures.share_decided())}});
}

/// The words and pairs that speak most for a category; what the keywords made of a text is none.
Json words_for(const language::LearnedModel& model, std::string_view category) {
  std::vector<std::pair<language::LearnedWeight, std::string>> found;
  for (const auto& row : model.features)
    for (const auto& one : row.weights)
      if (model.categories[one.category].code == category && one.weight > 0 && row.feature.front() != '=' &&
          row.feature.front() != '?')
        found.emplace_back(-one.weight, row.feature);
  std::sort(found.begin(), found.end());
  auto out = Json::list();
  for (std::size_t i = 0; i < std::min(found.size(), shown_words); ++i) out.add(found[i].second);
  return out;
}

Json classes(const learning::Trial& trial) {
  auto out = Json::list();
  for (const auto& [category, row] : trial.categories)
    out.add(Json::object({{"category", category},
                          {"precision", rounded(row.precision())},
                          {"recall", rounded(row.recall())},
                          {"rows", count(row.rows)},
                          {"words", words_for(trial.model, category)}}));
  return out;
}

Json confusion(const learning::Trial& trial) {
  auto out = Json::list();
  for (const auto& [pair, n] : trial.confusion)
    out.add(Json::object(
        {{"category", pair.first}, {"told", control::text_or_null(pair.second)}, {"rows", count(n)}}));
  return out;
}

}  // namespace

Json figures(const learning::Trial& trial) {
  auto out = share(trial.model_alone);
  out.set("rows", count(trial.lessons));
  out.set("tested", count(trial.keywords.tested));
  out.set("kept", trial.keep);
  out.set("text", (trial.keep ? "a model is kept: " : "no model is kept: ") + trial.why);
  out.set("keywords", share(trial.keywords));
  out.set("together", share(trial.together));
  out.set("classes", classes(trial));
  out.set("confusion", confusion(trial));
  return out;
}

std::string trained_now() { return iso8601(std::chrono::floor<Duration>(std::chrono::system_clock::now())); }

}  // namespace lapor::daemon
