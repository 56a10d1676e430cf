#include "domain/scorecard/card.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::scorecard;
using namespace std::chrono_literals;

namespace {

const Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 5h};

Assignment assignment(std::int64_t n, const std::string& agency) {
  Assignment s;
  s.ticket = TicketId{n};
  s.agency = agency;
  s.counted = noon;
  s.forwarded = noon;
  s.response_due = noon + 24h;
  s.resolution_due = noon + 14 * 24h;
  return s;
}

Assignment answered(std::int64_t n, Duration after, const std::string& agency = "BMCK") {
  auto s = assignment(n, agency);
  s.first_response = noon + after;
  return s;
}

}  // namespace

TEST_CASE("the quantiles are values that occurred, the median of an even number lies between two",
          "[score]") {
  CHECK(quantile({5}, 50) == 5);
  CHECK(quantile({1, 9, 4}, 50) == 4);
  CHECK(quantile({4, 1, 9, 2}, 50) == 3);
  CHECK(quantile({10, 20, 30, 40, 50, 60, 70, 80, 90, 100}, 90) == 90);
  CHECK(quantile({10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110}, 90) == 100);
  CHECK_FALSE(quantile({}, 90));
}

TEST_CASE("an answer in time, a late one and none", "[score]") {
  const std::vector assignments{answered(1, 2h), answered(2, 30h), assignment(3, "BMCK")};
  const auto c = cards(assignments, {"BMCK"}, noon + 48h).front();
  CHECK(c.received == 3);
  CHECK(c.responded == 2);
  CHECK(c.unanswered == 1);
  CHECK(c.responded_in_time == 1);
  CHECK(c.responded_24h == 1);
  CHECK(c.median_first_response_s == 16 * 3600);
  CHECK(c.p90_first_response_s == 30 * 3600);
  CHECK(c.open == 3);
  CHECK(c.overdue == 1);
  CHECK_FALSE(c.rank);
}

TEST_CASE("a phone out of reach is no delay of the agency's", "[score]") {
  auto never = assignment(1, "BMCK");
  never.forwarded.reset();
  never.unreachable = true;
  auto reached = answered(2, 1h);
  reached.unreachable = true;  // the secretary answered
  const std::vector assignments{never, reached};
  const auto c = cards(assignments, {}, noon + 48h).front();
  CHECK(c.received == 1);
  CHECK(c.unanswered == 0);
  CHECK(c.unreachable == 2);
}

TEST_CASE("ends, marks and pauses are counted apart", "[score]") {
  auto by_citizen = answered(1, 1h), by_silence = answered(2, 1h), given_away = answered(3, 1h),
       waiting = answered(4, 1h);
  by_citizen.resolved = noon + 2h, by_citizen.ending = Ending::confirmed, by_citizen.rating = 5;
  by_silence.resolved = noon + 20 * 24h, by_silence.ending = Ending::silence, by_silence.contests = 1;
  by_silence.rating = 2;
  given_away.ending = Ending::transferred;
  waiting.paused_since = noon + 1h, waiting.paused = 30min, waiting.reopens = 1;
  const std::vector assignments{by_citizen, by_silence, given_away, waiting};
  const auto c = cards(assignments, {}, noon + 30 * 24h).front();
  CHECK(c.resolved == 2);
  CHECK(c.resolved_in_time == 1);
  CHECK(c.closed_by_citizen == 1);
  CHECK(c.closed_by_silence == 1);
  CHECK(c.transferred == 1);
  CHECK(c.reopened == 2);
  CHECK(c.contested == 1);
  CHECK(c.open == 1);
  CHECK(c.overdue == 0);  // the citizen's turn
  CHECK(c.paused_s == 30 * 24 * 3600 - 3600 + 1800);
  REQUIRE(c.rating);
  CHECK(*c.rating > 3.49);
  CHECK(*c.rating < 3.51);
}

TEST_CASE("ten reports make a rank, nine don't", "[score]") {
  std::vector<Assignment> assignments;
  for (int n = 0; n < 10; ++n) assignments.push_back(answered(n, n < 5 ? 1h : 30h, "BMCK"));
  for (int n = 10; n < 20; ++n) assignments.push_back(answered(n, 1h, "DISHUB"));
  for (int n = 20; n < 29; ++n) assignments.push_back(answered(n, 1h, "DLHK"));
  const auto all = cards(assignments, {"BMCK", "DISHUB", "DLHK", "ESDM"}, noon);
  CHECK(all[0].rank == 2u);
  CHECK(all[1].rank == 1u);
  CHECK_FALSE(all[2].rank);
  CHECK_FALSE(all[3].rank);
  CHECK(all[3].received == 0);
}
