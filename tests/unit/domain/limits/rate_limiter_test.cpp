#include "domain/limits/rate_limiter.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::limits;
using namespace std::chrono_literals;

namespace {
const Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 3} + 12h};

/// The number of sends that the limiter allows at one moment.
int at_once(TheoreticalArrival& paid, const RateLimit& limit, Instant now) {
  int n = 0;
  for (; next_allowed(paid, limit, now) <= now && n < 1000; ++n) paid = after_send(paid, limit, now);
  return n;
}
}  // namespace

TEST_CASE("without a limit everything may go", "[pace]") {
  TheoreticalArrival paid{};
  CHECK(at_once(paid, {}, noon) == 1000);
}

TEST_CASE("a burst goes at once, then one an interval", "[pace]") {
  const RateLimit limit{10, 4};
  TheoreticalArrival paid{};
  CHECK(at_once(paid, limit, noon) == 4);
  CHECK(next_allowed(paid, limit, noon) == noon + 6s);
  CHECK(at_once(paid, limit, noon + 6s) == 1);
  CHECK(at_once(paid, limit, noon + 18s) == 2);
  CHECK(at_once(paid, limit, noon + 1h) == 4);  // a rest saves up no more than the burst
}

TEST_CASE("no minute ever sees more than its limit and the burst", "[pace]") {
  const RateLimit limit{7, 3};
  TheoreticalArrival paid{};
  int total = 0;
  for (auto now = noon; now < noon + 10min; now += 500ms) total += at_once(paid, limit, now);
  CHECK(total <= 73);
  CHECK(total >= 70);
}

TEST_CASE("a clock that was set back holds a SIM up for one interval at most", "[pace]") {
  const RateLimit limit{1, 1};
  const TheoreticalArrival paid = after_send({}, limit, noon + 48h);
  CHECK(next_allowed(paid, limit, noon) <= noon + 1min);
  CHECK(next_allowed(after_send(paid, limit, noon), limit, noon) <= noon + 2min);
}
