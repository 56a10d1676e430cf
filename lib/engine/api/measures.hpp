// Counters of the gateway's work, kept in the database, for Prometheus.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/histogram.hpp"
#include "base/time.hpp"

namespace lapor::engine {

struct Measures {
  /// A count by one or two words from closed sets: a modem, an agency, an outcome. The second may be "".
  struct Count {
    std::string what, first, second;
    std::int64_t n = 0;
  };
  struct Times {
    std::string what, of;  ///< of a modem or an agency; "" of all
    Histogram times;
  };
  /// attempt (modem, outcome), receipt (modem, result), report (channel, category), escalation (step),
  /// quarantine (cause), state (of tickets, as many as are in it now), overdue and unanswered (agency, now).
  std::vector<Count> counts;
  std::vector<Times> times;  ///< send (modem), reply, first_response (agency), resolution (agency)
  std::optional<Instant> oldest_sendable;  ///< since when the first queued text could go; nullopt if none can
  std::optional<Instant> newest_report;
};

}  // namespace lapor::engine
