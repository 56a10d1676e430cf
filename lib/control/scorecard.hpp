// `laporctl scorecard`: from a request to the question, from the question to JSON.
#pragma once
#include "base/error.hpp"
#include "control/json.hpp"
#include "engine/api/rules.hpp"
#include "engine/api/views.hpp"

namespace lapor::control {

/// The days that a request asks for, as instants, by the configuration's time zone.
struct ScorecardQuestion {
  Instant from{}, to{};  ///< `to` is not included any more
  Instant now{};
  std::vector<std::string> agencies;  ///< those of the configuration: each gets a row, also without a report
};
/// "from" and "to" are local days, both included; the last thirty days where the request names none. Errors:
/// rejected.
Result<ScorecardQuestion> read_scorecard_question(const Json& request, const engine::Rules& rules,
                                                  Instant now);
/// One object for each agency of the question, and for each other one that has reports in that time. Each row
/// also says how many texts were set aside in that time, so that no figure hides them. A year of a big office
/// takes seconds: it needs nothing but the views, and can be counted in another process.
Json scorecard_rows(const ScorecardQuestion& question, engine::Views& views);

}  // namespace lapor::control
