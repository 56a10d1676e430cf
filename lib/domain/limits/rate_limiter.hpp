// The sending rate of one SIM: so many messages a minute, with a burst. The generic cell rate algorithm
// (ITU-T I.371, virtual scheduling), whose only state is one instant.
#pragma once
#include "base/time.hpp"

namespace lapor::limits {

struct RateLimit {
  unsigned per_minute = 0;  ///< 0: no limit
  unsigned burst = 1;       ///< messages at once after a pause
};

/// GCRA's theoretical arrival time: from then on past sends no longer count.
using TheoreticalArrival = Instant;

/// Earliest time of the next send. If the clock was set back, the limit is not carried over.
Instant next_allowed(TheoreticalArrival earliest_conforming, const RateLimit& limit, Instant now);
TheoreticalArrival after_send(TheoreticalArrival earliest_conforming, const RateLimit& limit, Instant now);

}  // namespace lapor::limits
