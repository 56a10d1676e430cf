#include "domain/limits/recipient_limit.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace std::chrono_literals;

TEST_CASE("a phone that had its texts of the hour gets the next when the oldest of them is an hour old",
          "[limits]") {
  const Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 5h};
  CHECK(limits::earliest_text(std::nullopt, noon) == noon);
  CHECK(limits::earliest_text(noon - 2h, noon) == noon);
  CHECK(limits::earliest_text(noon - 20min, noon) == noon + 40min);
  CHECK(limits::earliest_text(noon + 40min, noon) == noon + 100min);  // texts that wait are counted, too
}
