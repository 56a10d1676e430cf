// The clocks of lib/modem: an adapter stands at the edge, so it may read one.
#pragma once
#include "base/time.hpp"

namespace lapor::modem {

inline Instant now() { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

}  // namespace lapor::modem
