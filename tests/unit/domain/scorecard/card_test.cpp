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

TEST_CASE("a phone out of reach is forgiven for a day, and is the agency's own matter from then on",
          "[score]") {
  auto never = assignment(1, "BMCK");
  never.forwarded.reset();
  never.response_due.reset();
  never.unreachable = true;
  auto reached = answered(2, 1h);
  reached.unreachable = true;  // the secretary answered
  const std::vector assignments{never, reached};
  auto c = cards(assignments, {}, noon + 20h).front();
  CHECK(c.received == 1);
  CHECK(c.unanswered == 0);
  CHECK(c.unreachable == 2);
  c = cards(assignments, {}, noon + 48h).front();
  CHECK(c.received == 2);
  CHECK(c.unanswered == 1);
  CHECK(c.overdue == 1);
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

namespace {

/// Resolved after a day; confirmed unless it is said otherwise.
Assignment repaired(std::int64_t n, const std::string& agency = "BMCK") {
  auto s = answered(n, 1h, agency);
  s.resolved = noon + 24h;
  s.ending = Ending::confirmed;
  s.reporter = PersonId{n + 1};
  return s;
}

std::vector<Assignment> many(int n, const std::string& agency,
                             Assignment (*make)(std::int64_t, const std::string&)) {
  std::vector<Assignment> out;
  for (int i = 0; i < n; ++i) out.push_back(make(i, agency));
  return out;
}

Assignment only_accepted(std::int64_t n, const std::string& agency) { return answered(n, 1min, agency); }

Assignment contested(std::int64_t n, const std::string& agency) {
  auto s = repaired(n, agency);
  s.contests = 1;
  return s;
}

std::vector<Assignment> operator+(std::vector<Assignment> a, const std::vector<Assignment>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

constexpr auto a_year = 365 * 24h;

}  // namespace

TEST_CASE("TERIMA on everything and no work comes after the agency that works", "[score]") {
  auto works = many(12, "DISHUB", repaired);
  works[0].first_response = noon + 30h;  // one first answer was late
  const auto all = cards(many(12, "BMCK", only_accepted) + works, {"BMCK", "DISHUB"}, noon + a_year);
  CHECK(all[0].responded_in_time == 12);
  CHECK(all[1].responded_in_time == 11);
  CHECK(all[0].rank == 2U);
  CHECK(all[1].rank == 1U);
}

TEST_CASE("what the citizen contested counts against the agency, also when it was repaired later",
          "[score]") {
  const auto all =
      cards(many(12, "BMCK", contested) + many(12, "DISHUB", repaired), {"BMCK", "DISHUB"}, noon + a_year);
  CHECK(all[0].resolved_in_time == 12);
  CHECK(all[0].resolved_uncontested_in_time == 0);
  CHECK(all[0].judged == 12);
  CHECK(all[0].rank == 2U);
}

TEST_CASE("SELESAI counts for the rank when the citizen has confirmed it or let the time pass", "[score]") {
  auto waits = repaired(1);
  waits.ending = Ending::open;
  auto silent = repaired(2);
  silent.ending = Ending::silence;
  const auto c = cards(std::vector{waits, silent, repaired(3)}, {}, noon + 48h).front();
  CHECK(c.resolved == 3);
  CHECK(c.awaiting == 1);
  CHECK(c.resolved_uncontested == 2);
  CHECK(c.judged == 2);
}

TEST_CASE("a share of few stands after a share of many", "[score]") {
  auto few = many(9, "BMCK", repaired) + many(1, "BMCK", only_accepted);
  const auto all = cards(few + many(10, "DISHUB", repaired) + many(10, "DISHUB", contested),
                         {"BMCK", "DISHUB"}, noon + a_year);
  CHECK(all[0].judged == 10);
  CHECK(all[0].rank == 2U);
  CHECK(all[1].rank == 1U);
}

TEST_CASE("below ten judged reports there is no rank", "[score]") {
  const auto all =
      cards(many(9, "BMCK", repaired) + many(30, "DISHUB", only_accepted), {"BMCK", "DISHUB"}, noon + 48h);
  CHECK_FALSE(all[0].rank);
  CHECK_FALSE(all[1].rank);  // thirty answers, nothing to judge yet
}

TEST_CASE("reports of the house and of one reporter beyond the fifth are shown and counted apart",
          "[score]") {
  auto friends = many(20, "BMCK", repaired), own = many(4, "BMCK", repaired);
  for (auto& s : friends) s.reporter = PersonId{77}, s.rating = 5;
  for (auto& s : own) s.own_report = true, s.rating = 5;
  const auto c = cards(friends + own, {}, noon + a_year).front();
  CHECK(c.resolved == 24);
  CHECK(c.clustered == 15);
  CHECK(c.own_reports == 4);
  CHECK(c.judged == 5);
  CHECK(c.ratings == 5);
}

TEST_CASE("a question that nobody answered closes the report and proves no work", "[score]") {
  auto asked = answered(1, 1h);
  asked.ending = Ending::silence;
  asked.questions = 1;
  const auto c = cards(std::vector{asked}, {}, noon + a_year).front();
  CHECK(c.judged == 1);
  CHECK(c.resolved_uncontested_in_time == 0);
  CHECK(c.asked == 1);
}

TEST_CASE("detours stand beside the rest", "[score]") {
  auto s = answered(1, 1h);
  s.given_back = 2, s.came_back = 1, s.postponed = 1;
  const auto c = cards(std::vector{s}, {}, noon).front();
  CHECK(c.given_back == 1);
  CHECK(c.came_back == 1);
  CHECK(c.postponed == 1);
}

namespace {

/// A report that an agency had until `left`, when `how` ended that.
Assignment given_up(Ending how, Duration left) {
  auto s = answered(1, 1h);
  s.ending = how;
  s.left = noon + left;
  return s;
}

unsigned judged(const Assignment& s) { return cards(std::vector{s}, {}, noon + a_year).front().judged; }

constexpr auto before_the_date = 24h, after_the_date = 15 * 24h;

}  // namespace

TEST_CASE("who had a report until it was late or contested is judged by it, whoever ended that", "[score]") {
  const auto how = GENERATE(Ending::transferred, Ending::rerouted, Ending::rejected, Ending::cancelled);
  CHECK(judged(given_up(how, before_the_date)) == 0);
  CHECK(judged(given_up(how, after_the_date)) == 1);
  auto disputed = given_up(how, before_the_date);
  disputed.contests = 1;
  CHECK(judged(disputed) == 1);
  auto repaired_late = given_up(how, 20 * 24h);
  repaired_late.resolved = noon + 16 * 24h;
  CHECK(judged(repaired_late) == 1);
  auto repaired_in_time = given_up(how, 20 * 24h);
  repaired_in_time.resolved = noon + 24h;
  CHECK(judged(repaired_in_time) == 0);
}

TEST_CASE("a report that was joined to another is judged there alone", "[score]") {
  auto joined = given_up(Ending::duplicate, after_the_date);
  joined.contests = 1;
  CHECK(judged(joined) == 0);
}
