// `laporctl scorecard`: from a request to JSON.
#pragma once
#include "base/error.hpp"
#include "control/json.hpp"
#include "engine/api/rules.hpp"
#include "engine/api/views.hpp"

namespace lapor::control {

/// What a request asks for, read by the wall clock of the configuration.
struct ScoreQuestion {
  Instant from{}, to{}, now{};
  std::vector<std::string> agencies;  ///< those of the configuration: each has a row
};
Result<ScoreQuestion> read_score_question(const Json& request, const engine::Rules& rules, Instant now);
/// A year of a big office takes long: this needs nothing but the views, and can be done beside the gateway.
Json score_rows(const ScoreQuestion& question, engine::Views& views);

/// One object for each agency of the configuration and each other that has reports in the time, `from` and
/// `to` being local days ("2026-03-01"), both included; the last thirty days where the request names none.
/// Every row bears how many texts were set aside in that time, so that no figure hides them.
Result<Json> scorecard(const Json& request, engine::Views& views, const engine::Rules& rules, Instant now);

}  // namespace lapor::control
