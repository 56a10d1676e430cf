#include "learning/trial.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lapor::learning {

namespace {

constexpr std::size_t folds = 5, tested_part = 5;
constexpr std::size_t fewest_to_learn_from = 200, most_of_a_person = 20, person_part = 100, wrong_costs = 2,
                      near_part = 1000;
constexpr unsigned threshold_step = 10, highest_threshold = 1000, lowest_threshold = 300;

using Lessons = std::vector<const Lesson*>;

bool is_right(const Lesson& lesson, const std::string& category) {
  return std::find(lesson.right.begin(), lesson.right.end(), category) != lesson.right.end();
}

/// The model's guess about a lesson that it hasn't seen.
struct Judged {
  const Lesson* lesson = nullptr;
  std::string top;  ///< empty: it knows none of the words
  unsigned sure = 0, keywords_likely = 0;
};

struct Thresholds {
  unsigned decides = language::LearnedModel{}.decides_from, agrees = decides;
};

/// The choice of model and keywords together, as in routing/second_opinion.cpp; "" leaves it to the
/// coordinator.
const std::string& told(const Judged& judged, Thresholds from) {
  static const std::string nobody;
  const auto& keywords = judged.lesson->by_keywords;
  if (judged.top.empty()) return keywords;
  if (judged.sure >= from.decides) return judged.top == language::coordinators_category ? nobody : judged.top;
  return judged.keywords_likely >= from.agrees ? keywords : nobody;
}

Judged judge(const Lesson& lesson, const language::LearnedModel& model) {
  Judged out{&lesson, {}, 0, 0};
  const auto opinion = model.opinion(lesson.features);
  if (!opinion) return out;
  out.top = opinion->category;
  out.sure = opinion->sure;
  for (std::size_t c = 0; c < model.categories.size(); ++c)
    if (model.categories[c].code == lesson.by_keywords) out.keywords_likely = opinion->probabilities[c];
  return out;
}

/// Each lesson judged by a model of those of other people.
std::vector<Judged> cross_validate(const Lessons& lessons, const Owners& owners) {
  std::vector<Judged> out;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    Lessons others;
    for (const auto* lesson : lessons)
      if (lesson->person % folds != fold) others.push_back(lesson);
    const auto model = train(others, owners);
    for (const auto* lesson : lessons)
      if (lesson->person % folds == fold) out.push_back(judge(*lesson, model));
  }
  return out;
}

Figures figures(const std::vector<Judged>& judged, Thresholds from) {
  Figures out;
  for (const auto& one : judged) {
    const auto& category = told(one, from);
    out.count(!category.empty(), is_right(*one.lesson, category));
  }
  return out;
}

/// Figures of the model's guesses of which it is at least so sure.
Figures figures_of_model(const std::vector<Judged>& judged, unsigned from) {
  Figures out;
  for (const auto& one : judged) {
    const bool decided = !one.top.empty() && one.sure >= from && one.top != language::coordinators_category;
    out.count(decided, is_right(*one.lesson, one.top));
  }
  return out;
}

/// The lowest from which what the model tells is right often enough, in both; nullopt if there is none.
std::optional<unsigned> decides_from(const std::vector<Judged>& older, const std::vector<Judged>& latest,
                                     double precision) {
  for (auto from = lowest_threshold; from <= highest_threshold; from += threshold_step)
    if (figures_of_model(older, from).precision() >= precision &&
        figures_of_model(latest, from).precision() >= precision)
      return from;
  return std::nullopt;
}

/// The worth of the decisions: a wrong one costs as much as two that wait for the coordinator.
long worth(const Figures& figures) {
  const auto wrong = figures.decided - figures.right;
  return static_cast<long>(figures.right) - static_cast<long>(wrong_costs * wrong);
}

/// From where the keywords' choices are worth most; of nearly equal ones the strictest.
unsigned agrees_from(const std::vector<Judged>& older, const std::vector<Judged>& latest, unsigned decides) {
  std::vector<std::pair<unsigned, long>> worths;
  for (unsigned from = 0; from <= decides; from += threshold_step)
    worths.emplace_back(from,
                        worth(figures(older, {decides, from})) + worth(figures(latest, {decides, from})));
  const auto less = [](const auto& a, const auto& b) { return a.second < b.second; };
  const auto most = std::max_element(worths.begin(), worths.end(), less)->second;
  const auto nearly = most - static_cast<long>((older.size() + latest.size()) / near_part);
  unsigned best = decides;
  for (const auto& [from, value] : worths)
    if (value >= nearly) best = from;
  return best;
}

std::optional<Thresholds> find_thresholds(const std::vector<Judged>& older, const std::vector<Judged>& latest,
                                          double precision) {
  const auto decides = decides_from(older, latest, precision);
  if (!decides) return std::nullopt;
  return Thresholds{*decides, agrees_from(older, latest, *decides)};
}

/// The keywords' right answers at the margin that gives most of them, among those that reach the precision.
std::size_t right_by_keywords(const Lessons& lessons, double precision) {
  std::size_t most = 0;
  for (int margin = 0; margin <= 30; ++margin) {
    Figures at;
    for (const auto* lesson : lessons)
      at.count(!lesson->by_keywords.empty() && lesson->margin >= margin,
               is_right(*lesson, lesson->by_keywords));
    if (at.precision() >= precision) most = std::max(most, at.right);
  }
  return most;
}

void count(Trial& trial, const std::vector<Judged>& tested, Thresholds from) {
  for (const auto& one : tested) {
    const auto& lesson = *one.lesson;
    const auto& category = told(one, from);
    const bool right = !category.empty() && is_right(lesson, category);
    trial.keywords.count(!lesson.by_keywords.empty(), is_right(lesson, lesson.by_keywords));
    trial.together.count(!category.empty(), right);
    auto& row = trial.categories[lesson.category];
    ++row.rows;
    row.reached += right ? 1 : 0;
    if (!category.empty()) {
      auto& other = trial.categories[category];
      ++other.told;
      other.right += right ? 1 : 0;
    }
    ++trial.confusion[{lesson.category, category}];
  }
}

/// The newest lessons of each person, in their order, so that a person who writes much doesn't teach more
/// than others.
Lessons without_excess(std::span<const Lesson> lessons) {
  const auto most = std::max(most_of_a_person, lessons.size() / person_part);
  std::map<std::uint64_t, std::size_t> counts;
  Lessons out;
  for (auto at = lessons.rbegin(); at != lessons.rend(); ++at)
    if (++counts[at->person] <= most) out.push_back(&*at);
  std::reverse(out.begin(), out.end());
  return out;
}

std::string in_words(const Figures& figures) {
  return fmt::format("{:.1f}% of {:.1f}% decided", 100 * figures.precision(), 100 * figures.share_decided());
}

void judge_trial(Trial& trial, const std::optional<Thresholds>& from, const Lessons& tested,
                 double precision) {
  const auto by_keywords = right_by_keywords(tested, precision);
  if (!from) {
    trial.why = fmt::format("it is right in {:.0f}% at no threshold", 100 * precision);
  } else if (trial.model_alone.right <= by_keywords) {
    trial.why = fmt::format("at that precision the keywords send {} rightly, the model {}", by_keywords,
                            trial.model_alone.right);
  } else if (worth(trial.together) <= worth(trial.keywords)) {
    trial.why = fmt::format("together with the keywords {}, the keywords alone {}", in_words(trial.together),
                            in_words(trial.keywords));
  } else {
    trial.keep = true;
    trial.why = fmt::format("together with the keywords {}, the keywords alone {}", in_words(trial.together),
                            in_words(trial.keywords));
  }
}

}  // namespace

Trial try_out(std::span<const Lesson> all, const Owners& owners, double precision) {
  Trial trial;
  const auto lessons = without_excess(all);
  trial.lessons = lessons.size();
  if (lessons.size() < fewest_to_learn_from) {
    trial.why =
        fmt::format("{} lessons are too few: at least {} are needed", lessons.size(), fewest_to_learn_from);
    return trial;
  }
  const auto cut = lessons.end() - static_cast<std::ptrdiff_t>(lessons.size() / tested_part);
  const Lessons older(lessons.begin(), cut), latest(cut, lessons.end());
  const auto model = train(older, owners);
  std::vector<Judged> tested;
  for (const auto* lesson : latest) tested.push_back(judge(*lesson, model));
  const auto from = find_thresholds(cross_validate(older, owners), tested, precision);
  if (from) trial.model_alone = figures_of_model(tested, from->decides);
  count(trial, tested, from.value_or(Thresholds{}));
  judge_trial(trial, from, latest, precision);
  if (!trial.keep || !from) return trial;
  trial.model = train(lessons, owners);
  trial.model.decides_from = from->decides;
  trial.model.agrees_from = from->agrees;
  return trial;
}

}  // namespace lapor::learning
