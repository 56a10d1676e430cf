#include "domain/delivery/backoff.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::delivery;
using namespace std::chrono_literals;

TEST_CASE("the last pause serves for every later refusal", "[backoff]") {
  const std::vector<Duration> pauses{5s, 30s, 5min};
  CHECK(backoff(pauses, 0) == 5s);
  CHECK(backoff(pauses, 1) == 5s);
  CHECK(backoff(pauses, 3) == 5min);
  CHECK(backoff(pauses, 50) == 5min);
}

TEST_CASE("a growing pause doubles up to its bound", "[backoff]") {
  CHECK(growing(0, 1s, 1min) == 1s);
  CHECK(growing(1, 1s, 1min) == 1s);
  CHECK(growing(3, 1s, 1min) == 4s);
  CHECK(growing(7, 1s, 1min) == 1min);
  CHECK(growing(1'000'000'000, 1s, 1min) == 1min);
}
