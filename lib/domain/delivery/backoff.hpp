// Decides when a refused message is tried again.
#pragma once
#include <cstddef>
#include <vector>

#include "base/time.hpp"

namespace lapor::delivery {

/// The pause after the n-th refusal, counted from 1. The last value of `pauses` is used for all later ones.
/// \pre !pauses.empty()
Duration backoff(const std::vector<Duration>& pauses, std::size_t refusals);
/// first, 2 * first, 4 * first … but at most `bound`: the pause after so many failures in a row.
Duration growing(std::size_t failures, Duration first, Duration bound);

}  // namespace lapor::delivery
