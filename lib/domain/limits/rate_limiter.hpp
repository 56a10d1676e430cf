// How fast one SIM may send: so many messages a minute, a few at once. The generic cell rate algorithm: one
// time is all there is to remember.
#pragma once
#include "base/time.hpp"

namespace lapor::limits {

struct RateLimit {
  unsigned per_minute = 0;  ///< 0: no limit
  unsigned burst = 1;       ///< so many at once after a rest
};

/// When what was sent so far is paid for.
using TheoreticalArrival = Instant;

/// Not earlier than this may the next go. A clock that was set back leaves no SIM waiting for the old time.
Instant next_allowed(TheoreticalArrival earliest_conforming, const RateLimit& limit, Instant now);
TheoreticalArrival after_send(TheoreticalArrival earliest_conforming, const RateLimit& limit, Instant now);

}  // namespace lapor::limits
