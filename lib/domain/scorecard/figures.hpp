// Finds the assignments that a figure of the scorecard counts. Pure.
#pragma once
#include <span>
#include <string_view>

#include "domain/scorecard/card.hpp"

namespace lapor::scorecard {

/// The figures that count assignments one by one, by their names in a scorecard ("overdue"), and "late":
/// answered, but not in time. A rank's figures are not among them, for they depend on other assignments.
std::span<const std::string_view> counted_figures();

/// True if the figure counts this assignment, as add() does for it alone. False for another name.
bool counts(std::string_view figure, const Assignment& assignment, Instant now);

}  // namespace lapor::scorecard
