#include "domain/scorecard/figures.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::scorecard;
using namespace std::chrono_literals;

namespace {

const Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 5h};

/// Any life that an assignment may have had, and some that it can't.
class Lives {
 public:
  explicit Lives(unsigned seed) : random_(seed) {}

  Assignment next(std::int64_t n) {
    Assignment s;
    s.ticket = TicketId{n};
    s.agency = "BMCK";
    s.counted = noon;
    s.forwarded = maybe();
    s.response_due = maybe();
    s.first_response = maybe();
    s.resolution_due = maybe();
    s.resolved = maybe();
    s.ending = static_cast<Ending>(below(8));
    s.contests = below(2);
    s.reopens = below(2);
    s.given_back = below(2);
    s.came_back = below(2);
    s.questions = below(2);
    s.postponed = below(2);
    s.unreachable = below(4) == 0;
    if (below(5) == 0) s.paused_since = noon;
    return s;
  }

 private:
  unsigned below(unsigned n) { return static_cast<unsigned>(random_() % n); }
  std::optional<Instant> maybe() {
    return below(3) == 0 ? std::nullopt : std::optional(noon + std::chrono::hours(below(200)));
  }
  std::mt19937 random_;
};

std::map<std::string, unsigned> figures_of(const Card& c) {
  return {{"received", c.received},
          {"responded", c.responded},
          {"unanswered", c.unanswered},
          {"responded_in_time", c.responded_in_time},
          {"late", c.responded - c.responded_in_time},
          {"responded_24h", c.responded_24h},
          {"resolved", c.resolved},
          {"resolved_in_time", c.resolved_in_time},
          {"contested", c.contested},
          {"reopened", c.reopened},
          {"awaiting", c.awaiting},
          {"transferred", c.transferred},
          {"rejected", c.rejected},
          {"given_back", c.given_back},
          {"came_back", c.came_back},
          {"postponed", c.postponed},
          {"asked", c.asked},
          {"open", c.open},
          {"overdue", c.overdue},
          {"unreachable", c.unreachable}};
}

}  // namespace

TEST_CASE("as many assignments stand behind a figure as the scorecard counts", "[score]") {
  Lives lives(20260302);
  std::vector<Assignment> all;
  for (std::int64_t n = 1; n <= 500; ++n) all.push_back(lives.next(n));
  const auto now = noon + 100h;
  const auto counted = figures_of(cards(all, {}, now).front());
  REQUIRE(counted.size() == counted_figures().size());
  for (const auto name : counted_figures()) {
    INFO(name);
    const auto behind =
        std::count_if(all.begin(), all.end(), [&](const auto& s) { return counts(name, s, now); });
    CHECK(behind > 0);
    CHECK(static_cast<unsigned>(behind) == counted.at(std::string(name)));
  }
}

TEST_CASE("nothing stands behind a figure that there isn't", "[score]") {
  CHECK_FALSE(counts("rank", Lives(1).next(1), noon));
  CHECK_FALSE(counts("", Lives(1).next(1), noon));
}
