// Trains the linear model: LIBLINEAR's L2-regularised logistic regression, one category against the rest.
#pragma once
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "domain/language/learned_model.hpp"
#include "learning/lesson.hpp"

namespace lapor::learning {

/// A word or pair counts only if at least so many people used it.
inline constexpr std::size_t fewest_people = 5;
/// A category with fewer lessons isn't learned.
inline constexpr std::size_t fewest_lessons = 5;

/// Category to the code of the agency that has it.
using Owners = std::map<std::string, std::string>;

/// The model of these lessons, without thresholds: it decides nothing. Empty of categories where fewer than
/// two have lessons enough. The same lessons give the same model.
language::LearnedModel train(std::span<const Lesson* const> lessons, const Owners& owners);

}  // namespace lapor::learning
