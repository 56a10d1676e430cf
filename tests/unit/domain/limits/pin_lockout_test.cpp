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

TEST_CASE("five wrong PINs within an hour lock for an hour from the fifth", "[guard]") {
  const auto five = at({0, 10, 20, 30, 60});
  CHECK(locked(five, 60));
  CHECK(locked(five, 119));
  CHECK_FALSE(locked(five, 120));
  CHECK(locked_until(five, five.front()) == five.front() + 1h);
}

TEST_CASE("four wrong ones, or five spread over more than an hour, lock nobody", "[guard]") {
  CHECK_FALSE(locked(at({}), 0));
  CHECK_FALSE(locked(at({0, 1, 2, 3}), 3));
  CHECK_FALSE(locked(at({0, 20, 40, 60, 61}), 61));
}
