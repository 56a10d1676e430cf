#include "domain/schedule/escalation.hpp"

#include "domain/schedule/backoff.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::schedule;
using namespace std::chrono;
using routing::Role;

namespace {

Ladder ladder() {
  return {{*read_span("12h"), Role::operator_, {}, {}},
          {*read_span("13h"), Role::secretary, {"BMCK"}, {}},
          {*read_span("24h"), Role::secretary, {}, {}},
          {*read_span("26h"), Role::head, {}, {"BENCANA"}},
          {*read_span("5wd"), Role::sekda, {}, {}}};
}

const Calendar calendar{"Asia/Jakarta"};
const Instant monday_noon = calendar.at(sys_days{2026y / March / 2}, 12h);

}  // namespace

TEST_CASE("a step meant for other agencies or categories is passed over", "[escalation]") {
  CHECK(next_step(ladder(), 0, "DISHUB", "LAMPU") == 0u);
  CHECK(next_step(ladder(), 1, "DISHUB", "LAMPU") == 2u);
  CHECK(next_step(ladder(), 1, "BMCK", "JALAN") == 1u);
  CHECK(next_step(ladder(), 3, "DISHUB", "LAMPU") == 4u);
  CHECK(next_step(ladder(), 3, "BPBD", "BENCANA") == 3u);
}

TEST_CASE("the ladder ends", "[escalation]") {
  CHECK_FALSE(next_step(ladder(), 5, "DISHUB", "LAMPU"));
  CHECK_FALSE(next_step(ladder(), 99, "DISHUB", "LAMPU"));
  CHECK_FALSE(next_step({}, 0, "DISHUB", "LAMPU"));
}

TEST_CASE("a step is due so long after the forward", "[escalation]") {
  CHECK(due(ladder()[0], monday_noon, calendar) == monday_noon + 12h);
  CHECK(due(ladder()[4], monday_noon, calendar) == monday_noon + 7 * 24h);
}

TEST_CASE("a restarted ladder is due now and keeps the distances above", "[escalation]") {
  const auto base = restart_base(ladder(), 2, monday_noon, calendar);
  CHECK(due(ladder()[2], base, calendar) == monday_noon);
  CHECK(due(ladder()[3], base, calendar) == monday_noon + 2h);
  CHECK(due(ladder()[4], restart_base(ladder(), 4, monday_noon, calendar), calendar) == monday_noon);
  CHECK(restart_base(ladder(), 9, monday_noon, calendar) == monday_noon);
}

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
