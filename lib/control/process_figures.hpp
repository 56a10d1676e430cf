// Counters of the gateway's process since it started, for Prometheus.
#pragma once
#include <cstdint>
#include <map>
#include <optional>

#include "base/histogram.hpp"
#include "base/time.hpp"
#include "engine/api/store_failure.hpp"

namespace lapor::control {

/// Counted while the loop runs.
struct LoopFigures {
  Histogram accept{{0.01, 0.05, 0.1, 0.5, 2, 10}};      ///< from a part's arrival here to its commit
  Histogram commit{{0.001, 0.005, 0.02, 0.1, 0.5, 2}};  ///< of one event
  Histogram lag{{0.005, 0.02, 0.05, 0.1, 0.25, 1}};     ///< how late a timer was served
  std::map<engine::StoreFailure::Kind, std::int64_t> database_failures;
  std::int64_t clock_jumps = 0;
};

struct ProcessFigures {
  LoopFigures loop;
  std::optional<Instant> last_backup;  ///< nullopt if there is none
  std::int64_t log_bytes = 0;          ///< of the database's write-ahead log
  double cpu_seconds = 0;
  std::int64_t resident_bytes = 0, open_files = 0;
};

}  // namespace lapor::control
