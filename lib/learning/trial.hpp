// Decides whether a model is worth keeping. Lessons that it has not seen give its thresholds, and its figures
// are compared with those of the keywords.
#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "learning/lesson.hpp"
#include "learning/trainer.hpp"

namespace lapor::learning {

/// The number of tested lessons that would have gone on without the coordinator, and how many of those to the
/// right agency.
struct Figures {
  std::size_t tested = 0, decided = 0, right = 0;
  double precision() const {
    return decided == 0 ? 0 : static_cast<double>(right) / static_cast<double>(decided);
  }
  double share_decided() const {
    return tested == 0 ? 0 : static_cast<double>(decided) / static_cast<double>(tested);
  }
  void count(bool was_decided, bool was_right) {
    ++tested;
    decided += was_decided ? 1 : 0;
    right += was_decided && was_right ? 1 : 0;
  }
};

struct CategoryFigures {
  std::size_t rows = 0;     ///< tested lessons of the category
  std::size_t told = 0;     ///< lessons that were decided as this category
  std::size_t right = 0;    ///< of those, the ones that went to the right agency
  std::size_t reached = 0;  ///< lessons of the category that went to the right agency
  double precision() const { return told == 0 ? 0 : static_cast<double>(right) / static_cast<double>(told); }
  double recall() const { return rows == 0 ? 0 : static_cast<double>(reached) / static_cast<double>(rows); }
};

struct Trial {
  language::LearnedModel model;  ///< of all lessons, with its thresholds; without categories: none was made
  bool keep = false;
  std::string why;          ///< in a sentence: why it is kept or not
  std::size_t lessons = 0;  ///< all
  /// On the latest fifth: the keywords alone, as they are used; what the model is sure enough of; both.
  Figures keywords, model_alone, together;
  std::map<std::string, CategoryFigures> categories;                     ///< of model and keywords together
  std::map<std::pair<std::string, std::string>, std::size_t> confusion;  ///< label, told ("" undecided)
};

/// \param lessons  in the order in which their tickets were reported
/// \param precision  what the model must reach on lessons that it hasn't seen
///
/// The latest fifth is set aside. On the rest (by cross-validation: a person's lessons are never on both
/// sides) and on that fifth the lowest threshold is found from which the model is right as often as asked,
/// and then from which probability on the keywords' other choices are worth more than they cost. The model
/// is kept where it sends more tickets to their right agency than the keywords could at the same precision,
/// and both together are worth more than the keywords alone. It is then trained again, on all lessons.
Trial try_out(std::span<const Lesson> lessons, const Owners& owners, double precision);

}  // namespace lapor::learning
