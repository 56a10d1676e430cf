#include "domain/guard/fairness.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::guard;
using namespace std::chrono_literals;

namespace {
const Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 3} + 12h};
constexpr PersonId busy{1}, other{2};
}  // namespace

TEST_CASE("who got nothing of late has the turn of their waiting", "[fairness]") {
  const Fairness f;
  CHECK(f.turn(other, noon - 5min, noon) == noon - 5min);
}

TEST_CASE("a text to another goes before the tenth to one phone, though it came later", "[fairness]") {
  Fairness f;
  for (int n = 0; n < 9; ++n) f.served(busy, noon + n * 1s);
  CHECK(f.turn(busy, noon - 1min, noon + 10s) > f.turn(other, noon, noon + 10s));
}

TEST_CASE("nobody waits for ever: the busy one's text goes before what comes much later", "[fairness]") {
  Fairness f;
  for (int n = 0; n < 9; ++n) f.served(busy, noon);
  CHECK(f.turn(busy, noon, noon + 6min) < f.turn(other, noon + 6min, noon + 6min));
}

TEST_CASE("ten minutes later nothing is remembered", "[fairness]") {
  Fairness f;
  for (int n = 0; n < 50; ++n) f.served(busy, noon);
  CHECK(f.turn(busy, noon, noon + 10min) == noon);
  f.served(busy, noon + 10min);
  CHECK(f.turn(busy, noon, noon + 11min) == noon + 30s);
}

TEST_CASE("it stays small, and a clock that was set back is forgotten", "[fairness]") {
  Fairness f;
  f.served(busy, noon + 48h);
  f.served(busy, noon);
  CHECK(f.turn(busy, noon, noon) == noon + 30s);
  for (int n = 10; n < 500; ++n) f.served(PersonId{n}, noon);
  CHECK(f.turn(PersonId{499}, noon, noon) == noon + 30s);
  CHECK(f.turn(busy, noon, noon) == noon);  // the oldest went
}
