// When a refused text is tried again.
#pragma once
#include <cstddef>
#include <vector>

#include "base/time.hpp"

namespace lapor::delivery {

/// The pause after the n-th refusal (from 1); the last value serves for all later ones. \pre !pauses.empty()
Duration backoff(const std::vector<Duration>& pauses, std::size_t refusals);
/// 1 s, 2 s, 4 s … up to a bound: how long lapord waits before it starts a worker again.
Duration growing(std::size_t failures, Duration first, Duration bound);

}  // namespace lapor::delivery
