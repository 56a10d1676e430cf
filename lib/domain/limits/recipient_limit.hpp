// Limits the unasked texts to one phone in an hour. Further ones wait; none is lost. Answers, urgent texts
// and alerts don't wait. Pure.
#pragma once
#include <optional>

#include "base/time.hpp"

namespace lapor::limits {

/// The time from which a phone that may get N texts an hour may get one more. `nth_newest`: when the N-th
/// newest text to it went or is to go; nullopt if it had fewer.
Instant earliest_text(std::optional<Instant> nth_newest, Instant now);

}  // namespace lapor::limits
