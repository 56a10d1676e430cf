#include "domain/guard/pace.hpp"

#include <algorithm>

namespace lapor::guard {
namespace {

Duration interval(const PaceLimit& limit) { return Duration{std::chrono::minutes(1)} / limit.per_minute; }

/// More than a burst is never owed.
Paid owed(Paid paid, const PaceLimit& limit, Instant now) {
  return std::min(paid, now + interval(limit) * std::max(limit.burst, 1u));
}

}  // namespace

Instant free_at(Paid paid, const PaceLimit& limit, Instant now) {
  if (limit.per_minute == 0) return Instant{};
  return owed(paid, limit, now) - interval(limit) * (std::max(limit.burst, 1u) - 1);
}

Paid sent(Paid paid, const PaceLimit& limit, Instant now) {
  if (limit.per_minute == 0) return paid;
  return std::max(owed(paid, limit, now), now) + interval(limit);
}

}  // namespace lapor::guard
