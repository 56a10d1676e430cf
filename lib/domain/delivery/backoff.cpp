#include "domain/delivery/backoff.hpp"

#include <algorithm>

#include "base/expect.hpp"

namespace lapor::delivery {

Duration backoff(const std::vector<Duration>& pauses, std::size_t refusals) {
  LAPOR_EXPECT(!pauses.empty());
  const auto at = refusals == 0 ? 0 : refusals - 1;
  return pauses[std::min(at, pauses.size() - 1)];
}

Duration growing(std::size_t failures, Duration first, Duration bound) {
  auto pause = first;
  for (std::size_t n = 1; n < failures && pause < bound && pause.count() > 0; ++n) pause *= 2;
  return std::min(pause, bound);
}

}  // namespace lapor::delivery
