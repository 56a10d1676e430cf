// The machine's clock. lib/modem times a real device, so it may read one, unlike all other floors.
#pragma once
#include "base/time.hpp"

namespace lapor::modem {

inline Instant now() { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

}  // namespace lapor::modem
