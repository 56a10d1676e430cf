#include "domain/limits/pin_lockout.hpp"

#include <algorithm>
#include <vector>

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::limits;
using namespace std::chrono_literals;

namespace {

/// Moments so many minutes after the first, the newest first.
std::vector<Instant> at(std::vector<int> minutes) {
  std::vector<Instant> out;
  for (const int m : minutes) out.push_back(Instant{} + std::chrono::minutes(m));
  std::reverse(out.begin(), out.end());
  return out;
}

bool locked(const std::vector<Instant>& wrong, int minute) {
  return locked_until(wrong, Instant{} + std::chrono::minutes(minute)).has_value();
}

}  // namespace

TEST_CASE("five wrong PINs within an hour lock for a quarter of an hour from the fifth", "[guard]") {
  const auto five = at({0, 10, 20, 30, 60});
  CHECK(locked(five, 60));
  CHECK(locked(five, 74));
  CHECK_FALSE(locked(five, 75));
  CHECK(locked_until(five, five.front()) == five.front() + 15min);
}

TEST_CASE("four wrong ones, or five spread over more than an hour, lock nobody", "[guard]") {
  CHECK_FALSE(locked(at({}), 0));
  CHECK_FALSE(locked(at({0, 1, 2, 3}), 3));
  CHECK_FALSE(locked(at({0, 20, 40, 60, 61}), 61));
}

TEST_CASE("the operator hears of an agency's third wrong PIN in a day, and of each tenth", "[guard]") {
  CHECK_FALSE(calls_for_alert(0, 2));
  CHECK(calls_for_alert(2, 3));
  CHECK(calls_for_alert(0, 10));
  CHECK_FALSE(calls_for_alert(3, 4));
  CHECK(calls_for_alert(9, 10));
  CHECK(calls_for_alert(18, 40));
}
