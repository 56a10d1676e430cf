#include "learning/trainer.hpp"

#include <linear.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <unordered_map>

namespace lapor::learning {

namespace {

constexpr double misfit_cost = 8;       ///< LIBLINEAR's C
constexpr double stop_at = 0.01;        ///< its eps
constexpr double unit = 1000;           ///< a language::LearnedWeight of 1 is a thousandth
constexpr double largest_weight = 900;  ///< far more than any that is learned

using Lessons = std::span<const Lesson* const>;

std::vector<std::string> categories_of(Lessons lessons) {
  std::map<std::string, std::size_t> counts;
  for (const auto* lesson : lessons) ++counts[lesson->category];
  std::vector<std::string> out;
  for (const auto& [category, n] : counts)
    if (n >= fewest_lessons) out.push_back(category);
  return out;
}

/// Sorted.
std::vector<std::string> features_of_many(Lessons lessons) {
  std::unordered_map<std::string_view, std::vector<std::uint64_t>> people;  // of each the first few
  for (const auto* lesson : lessons)
    for (const auto& feature : lesson->features) {
      auto& users = people[feature];
      if (users.size() < fewest_people &&
          std::find(users.begin(), users.end(), lesson->person) == users.end())
        users.push_back(lesson->person);
    }
  std::vector<std::string> out;
  for (const auto& [feature, users] : people)
    if (users.size() >= fewest_people) out.emplace_back(feature);
  std::sort(out.begin(), out.end());
  return out;
}

/// The lessons as LIBLINEAR takes them: sparse vectors of length 1, features counted from 1, the bias last.
class Problem {
 public:
  Problem(Lessons lessons, const std::vector<std::string>& categories,
          const std::vector<std::string>& features)
      : last_(static_cast<int>(features.size()) + 1) {
    for (int i = 1; i < last_; ++i) index_[features[static_cast<std::size_t>(i - 1)]] = i;
    for (const auto* lesson : lessons) {
      const auto label = std::lower_bound(categories.begin(), categories.end(), lesson->category);
      if (label == categories.end() || *label != lesson->category) continue;
      labels_.push_back(static_cast<double>(label - categories.begin()));
      rows_.push_back(row_of(*lesson));
    }
    for (auto& row : rows_) pointers_.push_back(row.data());
    problem_.l = static_cast<int>(rows_.size());
    problem_.n = last_;
    problem_.y = labels_.data();
    problem_.x = pointers_.data();
    problem_.bias = 1;
  }
  Problem(const Problem&) = delete;
  Problem& operator=(const Problem&) = delete;

  const problem& get() const { return problem_; }

 private:
  std::vector<feature_node> row_of(const Lesson& lesson) const {
    std::set<int> indices;
    for (const auto& feature : lesson.features)
      if (const auto at = index_.find(feature); at != index_.end()) indices.insert(at->second);
    const double value = 1 / std::sqrt(static_cast<double>(std::max<std::size_t>(indices.size(), 1)));
    std::vector<feature_node> row;
    for (const auto index : indices) row.push_back({index, value});
    row.push_back({last_, 1});
    row.push_back({-1, 0});
    return row;
  }

  int last_;  ///< the index of the bias
  std::unordered_map<std::string_view, int> index_;
  std::vector<double> labels_;
  std::vector<std::vector<feature_node>> rows_;
  std::vector<feature_node*> pointers_;
  problem problem_{};
};

struct FreeModel {
  void operator()(model* m) const { free_and_destroy_model(&m); }
};
using Trained = std::unique_ptr<model, FreeModel>;

Trained run_liblinear(const Problem& problem) {
  parameter parameters{};
  parameters.solver_type = L2R_LR;
  parameters.C = misfit_cost;
  parameters.eps = stop_at;
  set_print_string_function([](const char*) {});
  return Trained(::train(&problem.get(), &parameters));
}

language::LearnedWeight as_weight(double value) {
  return static_cast<language::LearnedWeight>(
      std::lround(std::clamp(value, -largest_weight, largest_weight) * unit));
}

/// LIBLINEAR numbers the categories in the order in which it met them; with two it keeps one row for both,
/// which get_decfun_coef() hides.
class Weights {
 public:
  Weights(const model& trained, std::size_t categories) : trained_(trained), rows_(categories) {
    std::vector<int> labels(static_cast<std::size_t>(get_nr_class(&trained)));
    get_labels(&trained, labels.data());
    for (std::size_t row = 0; row < labels.size(); ++row)
      rows_.at(static_cast<std::size_t>(labels[row])) = static_cast<int>(row);
  }
  language::LearnedWeight of(std::size_t feature, std::size_t category) const {
    return as_weight(get_decfun_coef(&trained_, static_cast<int>(feature) + 1, rows_[category]));
  }
  language::LearnedWeight bias(std::size_t category) const {
    return as_weight(get_decfun_bias(&trained_, rows_[category]));
  }

 private:
  const model& trained_;
  std::vector<int> rows_;
};

}  // namespace

language::LearnedModel train(Lessons lessons, const Owners& owners) {
  language::LearnedModel out;
  const auto categories = categories_of(lessons);
  if (categories.size() < 2) return out;
  const auto features = features_of_many(lessons);
  const Problem problem(lessons, categories, features);
  const auto trained = run_liblinear(problem);
  const Weights weights(*trained, categories.size());
  for (std::size_t c = 0; c < categories.size(); ++c) {
    const auto owner = owners.find(categories[c]);
    out.categories.push_back(
        {categories[c], owner == owners.end() ? categories[c] : owner->second, weights.bias(c)});
  }
  for (std::size_t f = 0; f < features.size(); ++f) {
    language::FeatureWeights row{features[f], {}};
    for (std::size_t c = 0; c < categories.size(); ++c)
      if (const auto weight = weights.of(f, c); weight != 0)
        row.weights.push_back({static_cast<std::uint16_t>(c), weight});
    out.features.push_back(std::move(row));
  }
  return out;
}

}  // namespace lapor::learning
