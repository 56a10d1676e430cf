#include "domain/limits/recipient_limit.hpp"

#include <algorithm>
#include <chrono>

namespace lapor::limits {

Instant earliest_text(std::optional<Instant> nth_newest, Instant now) {
  return nth_newest ? std::max(now, *nth_newest + std::chrono::hours(1)) : now;
}

}  // namespace lapor::limits
