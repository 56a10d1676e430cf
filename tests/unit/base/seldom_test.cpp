#include "base/log_throttle.hpp"
#include "support/catch.hpp"

using namespace lapor::log;
using namespace std::chrono_literals;

TEST_CASE(
    "of a thousand like events in a minute one is said, and how many were kept back is said with the next") {
  LogThrottle seldom{1min};
  const LogThrottle::Clock::time_point start{};
  CHECK(seldom.pass(start) == 0U);
  for (int n = 1; n <= 999; ++n) CHECK_FALSE(seldom.pass(start + n * 50ms));
  CHECK(seldom.pass(start + 1min) == 999U);
  CHECK_FALSE(seldom.pass(start + 1min + 1ms));
  CHECK(seldom.pass(start + 3min) == 1U);
  CHECK(seldom.pass(start + 5min) == 0U);
}
