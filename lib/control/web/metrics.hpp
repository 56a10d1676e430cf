// The gateway's state in Prometheus' text format. Labels come from closed sets (modems, agencies, states):
// never a number, a ticket or a text. Pure.
#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "control/json.hpp"
#include "control/process_figures.hpp"
#include "control/render.hpp"
#include "engine/api/measures.hpp"

namespace lapor::control::web {

struct MetricSources {
  const Status& status;
  const engine::Measures& measures;
  const ProcessFigures& process;
  const Json& week;  ///< the figures of the board of the last seven days, or null
  std::size_t sessions = 0;
  std::map<std::string, std::int64_t> logins{};  ///< by result
};
std::string metrics_text(const MetricSources& sources, Instant now);

}  // namespace lapor::control::web
