#include "modem/link/link_watch.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem::link;
using namespace std::chrono_literals;

namespace {

/// Looks each second; the answer to each question comes after `answer_after`, never if that is 0.
/// \returns when the link counts as dead; nullopt if it doesn't within an hour
std::optional<Duration> dead_after(Duration answer_after) {
  const Instant start = from_ms(1'000'000);
  LinkWatch watch(start);
  std::optional<std::pair<std::uint32_t, Instant>> asked;
  for (Duration t = 0s; t < 1h; t += LinkWatch::interval) {
    const auto now = start + t;
    if (asked && answer_after > 0s && now >= asked->second + answer_after) {
      watch.answered(asked->first);
      asked.reset();
    }
    if (watch.is_dead(now)) return t;
    if (const auto number = watch.due(now)) asked = {*number, now};
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("a link that answers lives, one that doesn't is dead within 27 seconds") {
  CHECK_FALSE(dead_after(1s));
  CHECK_FALSE(dead_after(14s));
  const auto dead = dead_after(0s);
  REQUIRE(dead);
  CHECK(*dead <= 27s);
  CHECK(*dead >= 15s);
}

TEST_CASE("a link that answers late is as dead as one that doesn't answer") {
  const auto dead = dead_after(20s);
  REQUIRE(dead);
  CHECK(*dead <= 27s);
}

TEST_CASE("only the answer to the last question counts, and once") {
  const Instant start = from_ms(0);
  LinkWatch watch(start);
  CHECK_FALSE(watch.due(start + 9s));
  CHECK(watch.due(start + 10s) == 1u);
  CHECK_FALSE(watch.due(start + 11s));
  CHECK_FALSE(watch.answered(2));
  CHECK(watch.answered(1));
  CHECK_FALSE(watch.answered(1));
  CHECK(watch.due(start + 20s) == 2u);
}

TEST_CASE("what comes after the machine stood still is too old") {
  const Instant start = from_ms(0);
  LinkWatch watch(start);
  watch.due(start + 1s);
  CHECK_FALSE(watch.is_dead(start + 2s));
  CHECK(watch.is_dead(start + 10min));
}

TEST_CASE("silence while nobody could listen is forgiven") {
  const Instant start = from_ms(0);
  LinkWatch watch(start);
  CHECK(watch.due(start + 10s));
  CHECK(watch.is_dead(start + 40s));
  watch.forgive(start + 40s);
  CHECK_FALSE(watch.is_dead(start + 50s));
}
