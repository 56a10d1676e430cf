#include "domain/guard/pace.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::guard;
using namespace std::chrono_literals;

namespace {
const Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 3} + 12h};

/// How many may go at one moment.
int at_once(Paid& paid, const PaceLimit& limit, Instant now) {
  int n = 0;
  for (; free_at(paid, limit, now) <= now && n < 1000; ++n) paid = sent(paid, limit, now);
  return n;
}
}  // namespace

TEST_CASE("without a limit everything may go", "[pace]") {
  Paid paid{};
  CHECK(at_once(paid, {}, noon) == 1000);
}

TEST_CASE("a burst goes at once, then one an interval", "[pace]") {
  const PaceLimit limit{10, 4};
  Paid paid{};
  CHECK(at_once(paid, limit, noon) == 4);
  CHECK(free_at(paid, limit, noon) == noon + 6s);
  CHECK(at_once(paid, limit, noon + 6s) == 1);
  CHECK(at_once(paid, limit, noon + 18s) == 2);
  CHECK(at_once(paid, limit, noon + 1h) == 4);  // a rest saves up no more than the burst
}

TEST_CASE("no minute ever sees more than its limit and the burst", "[pace]") {
  const PaceLimit limit{7, 3};
  Paid paid{};
  int total = 0;
  for (auto now = noon; now < noon + 10min; now += 500ms) total += at_once(paid, limit, now);
  CHECK(total <= 73);
  CHECK(total >= 70);
}

TEST_CASE("a clock that was set back holds a SIM up for one interval at most", "[pace]") {
  const PaceLimit limit{1, 1};
  const Paid paid = sent({}, limit, noon + 48h);
  CHECK(free_at(paid, limit, noon) <= noon + 1min);
  CHECK(free_at(sent(paid, limit, noon), limit, noon) <= noon + 2min);
}
