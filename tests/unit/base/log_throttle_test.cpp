#include "base/log_throttle.hpp"

#include "support/catch.hpp"

using namespace lapor::log;
using namespace std::chrono_literals;

TEST_CASE(
    "of a thousand like events in a minute one is said, and how many were kept back is said with the next") {
  LogThrottle throttle{1min};
  const LogThrottle::Clock::time_point start{};
  CHECK(throttle.pass(start) == 0U);
  for (int n = 1; n <= 999; ++n) CHECK_FALSE(throttle.pass(start + n * 50ms));
  CHECK(throttle.pass(start + 1min) == 999U);
  CHECK_FALSE(throttle.pass(start + 1min + 1ms));
  CHECK(throttle.pass(start + 3min) == 1U);
  CHECK(throttle.pass(start + 5min) == 0U);
}
