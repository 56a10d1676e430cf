#include "domain/limits/fair_queue.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::limits;
using namespace std::chrono_literals;

namespace {
const Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 3} + 12h};
constexpr PersonId busy{1}, other{2};
}  // namespace

TEST_CASE("who got nothing of late has the turn of their waiting", "[fairness]") {
  const FairQueue f;
  CHECK(f.queued_since(other, noon - 5min, noon) == noon - 5min);
}

TEST_CASE("a text to another goes before the tenth to one phone, though it came later", "[fairness]") {
  FairQueue f;
  for (int n = 0; n < 9; ++n) f.record_send(busy, "", noon + n * 1s);
  CHECK(f.queued_since(busy, noon - 1min, noon + 10s) > f.queued_since(other, noon, noon + 10s));
}

TEST_CASE("nobody waits for ever: the busy one's text goes before what comes much later", "[fairness]") {
  FairQueue f;
  for (int n = 0; n < 9; ++n) f.record_send(busy, "", noon);
  CHECK(f.queued_since(busy, noon, noon + 6min) < f.queued_since(other, noon + 6min, noon + 6min));
}

TEST_CASE("ten minutes later nothing is remembered", "[fairness]") {
  FairQueue f;
  for (int n = 0; n < 50; ++n) f.record_send(busy, "", noon);
  CHECK(f.queued_since(busy, noon, noon + 10min) == noon);
  f.record_send(busy, "", noon + 10min);
  CHECK(f.queued_since(busy, noon, noon + 11min) == noon + 30s);
}

TEST_CASE("it stays small, and a clock that was set back is forgotten", "[fairness]") {
  FairQueue f;
  f.record_send(busy, "", noon + 48h);
  f.record_send(busy, "", noon);
  CHECK(f.queued_since(busy, noon, noon) == noon + 30s);
  for (int n = 10; n < 500; ++n) f.record_send(PersonId{n}, "", noon);
  CHECK(f.queued_since(PersonId{499}, noon, noon) == noon + 30s);
  CHECK(f.queued_since(busy, noon, noon) == noon);  // the oldest went
}

TEST_CASE(
    "who got five texts of late waits behind everybody, whatever it is for, until that is ten minutes ago",
    "[fairness]") {
  FairQueue f;
  for (int n = 0; n < 4; ++n) f.record_send(busy, "", noon + n * 1s);
  CHECK_FALSE(f.had_plenty(busy, "", noon + 5s));
  f.record_send(busy, "", noon + 4s);
  CHECK(f.had_plenty(busy, "", noon + 5s));
  CHECK_FALSE(f.had_plenty(other, "", noon + 5s));
  CHECK_FALSE(f.had_plenty(busy, "", noon + 11min));
}

TEST_CASE("twenty texts about one agency's tickets within ten minutes: the next waits behind those of others",
          "[fairness]") {
  FairQueue f;
  for (int n = 0; n < 19; ++n) f.record_send(PersonId{10 + n}, "BMCK", noon + n * 1s);
  CHECK_FALSE(f.had_plenty(other, "BMCK", noon + 20s));
  f.record_send(PersonId{40}, "BMCK", noon + 20s);
  CHECK(f.had_plenty(other, "BMCK", noon + 21s));
  CHECK_FALSE(f.had_plenty(other, "DISHUB", noon + 21s));
  CHECK_FALSE(f.had_plenty(other, "BMCK", noon + 11min));
}

TEST_CASE("texts about no ticket are no agency's", "[fairness]") {
  FairQueue f;
  for (int n = 0; n < 50; ++n) f.record_send(PersonId{10 + n}, "", noon);
  CHECK_FALSE(f.had_plenty(other, "", noon));
}
