// The figures of the public board, counted beside the gateway. What is published is decided here, where the
// figures are made: areas and categories are bands of whole days that are over, so that nothing can be
// subtracted to find one report.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "control/scorecard.hpp"

namespace lapor::control {

/// The last days of which a board can be asked, today included. Fixed, so that two boards can't be
/// subtracted.
inline constexpr unsigned board_periods[] = {7, 30, 90, 365};

/// The one category of all reports that were told in confidence.
inline constexpr std::string_view confidential_category = "RAHASIA";

struct BoardQuestion {
  ScorecardQuestion card;
  std::string zone;  ///< whose days are counted
};
/// The last `days` local days, today included. \pre one of board_periods
BoardQuestion board_question(unsigned days, const engine::Rules& rules, const std::string& zone, Instant now);

/// {from, to, counted_at, open, overdue, today, total, agencies, days, weeks, bands, areas, categories,
/// set_aside}. `agencies` are the rows of scorecard_rows(); `total` is the row of all agencies together.
/// \throws engine::StoreFailure
Json board_figures(const BoardQuestion& question, engine::Views& views);

}  // namespace lapor::control
