#include "domain/limits/rate_limiter.hpp"

#include <algorithm>

namespace lapor::limits {
namespace {

Duration interval(const RateLimit& limit) { return Duration{std::chrono::minutes(1)} / limit.per_minute; }

/// The state is never further ahead of now than one burst; more means that the clock was set back.
TheoreticalArrival owed(TheoreticalArrival earliest_conforming, const RateLimit& limit, Instant now) {
  return std::min(earliest_conforming, now + interval(limit) * std::max(limit.burst, 1u));
}

}  // namespace

Instant next_allowed(TheoreticalArrival earliest_conforming, const RateLimit& limit, Instant now) {
  if (limit.per_minute == 0) return Instant{};
  return owed(earliest_conforming, limit, now) - interval(limit) * (std::max(limit.burst, 1u) - 1);
}

TheoreticalArrival after_send(TheoreticalArrival earliest_conforming, const RateLimit& limit, Instant now) {
  if (limit.per_minute == 0) return earliest_conforming;
  return std::max(owed(earliest_conforming, limit, now), now) + interval(limit);
}

}  // namespace lapor::limits
