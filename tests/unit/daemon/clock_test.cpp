// The gateway's clock on boards that start in the past, and on machines whose clock leaps.
#include "common/clock.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::daemon;
using namespace std::chrono_literals;

namespace {

const Instant lived = from_ms(1'772'539'200'000);  // 2026-03-03T12:00:00Z
const SteadyTime boot{};
const Instant epoch{}, built_before = lived - 24h * 100;

Clock started_at(Instant wall) { return {lived, built_before, wall, boot}; }

}  // namespace

TEST_CASE("a good clock is followed, also when it is set back", "[clock]") {
  auto clock = started_at(lived + 1h);
  CHECK_FALSE(clock.holding());
  CHECK(clock.read(lived + 1h, boot, false) == lived + 1h);
  CHECK(clock.read(lived - 5h, boot, false) == lived - 5h);
  CHECK(clock.off() == 0ms);
}

TEST_CASE("a clock that starts in 1970 doesn't take the gateway there: time goes on from the last record",
          "[clock]") {
  auto clock = started_at(epoch);
  CHECK(clock.holding());
  CHECK(clock.off() == epoch - lived);
  CHECK(clock.read(epoch, boot, false) == lived);
  CHECK(clock.read(epoch + 10min, boot + 10min, false) == lived + 10min);
}

TEST_CASE("once the clock is set to what may be it is followed, and stays so", "[clock]") {
  auto clock = started_at(epoch);
  CHECK(clock.read(lived + 8h, boot + 1min, false) == lived + 8h);
  CHECK_FALSE(clock.holding());
  CHECK(clock.read(lived + 8h + 50min, boot + 2min, false) == lived + 8h + 50min);
}

TEST_CASE("a clock that the network has set is believed, even before the last record", "[clock]") {
  auto clock = started_at(lived - 48h);
  CHECK(clock.holding());
  CHECK(clock.doubts(lived - 48h, boot));
  CHECK(clock.read(lived - 48h, boot, true) == lived - 48h);
  CHECK_FALSE(clock.holding());
}

TEST_CASE("a few seconds back are nothing to speak of", "[clock]") {
  CHECK_FALSE(started_at(lived - 30s).holding());
}

TEST_CASE("a clock that leaps ahead while the gateway runs isn't followed until it is set right", "[clock]") {
  auto clock = started_at(lived + 1h);
  CHECK(clock.read(lived + 2h, boot + 1h, false) == lived + 2h);
  CHECK(clock.read(lived + 2h + 24h * 20, boot + 1h, false) == lived + 2h);
  CHECK(clock.holding());
  CHECK(clock.held_since() == boot + 1h);
  CHECK(clock.off() == 24h * 20);
  CHECK(clock.read(lived + 5h + 24h * 20, boot + 4h, false) == lived + 5h);  // it lives on
  CHECK(clock.read(lived + 6h - 3s, boot + 5h, false) == lived + 6h - 3s);
  CHECK_FALSE(clock.holding());
}

TEST_CASE("a leap ahead is followed when the network or an operator vouches for it", "[clock]") {
  auto clock = started_at(lived);
  CHECK(clock.read(lived + 5h, boot, false) == lived);
  CHECK(clock.read(lived + 6h, boot + 1h, true) == lived + 6h);
  CHECK_FALSE(clock.holding());
  CHECK(clock.read(lived + 7h, boot + 2h, false) == lived + 7h);
}

TEST_CASE("an hour ahead while it runs, and a day while it was off, are believed", "[clock]") {
  auto clock = started_at(lived + 24h);
  CHECK_FALSE(clock.holding());
  CHECK(clock.read(lived + 25h, boot, false) == lived + 25h);
  CHECK(started_at(lived + 24h + 1s).holding());
}

TEST_CASE("however often it starts by a clock that is ahead, the gateway lives no day more", "[clock]") {
  for (int start = 1; start <= 9; ++start) {
    auto clock = started_at(lived + 24h * 25 * start);
    CHECK(clock.read(lived + 24h * 25 * start, boot + 1min, false) == lived + 1min);
  }
}

TEST_CASE("a gateway that never lived believes any clock that isn't before its making", "[clock]") {
  const Instant made = lived - 24h * 100;
  CHECK_FALSE(Clock(std::nullopt, made, lived, boot).holding());
  CHECK(Clock(std::nullopt, made, epoch, boot).holding());
}

TEST_CASE("a wall clock that was set is noticed once, by how much it moved beyond the time that went by",
          "[clock]") {
  JumpDetector jumps(lived, boot);
  CHECK_FALSE(jumps.read(lived + 30s, boot + 30s));
  CHECK(jumps.read(lived + 60s + 1h, boot + 60s) == 1h);
  CHECK_FALSE(jumps.read(lived + 90s + 1h, boot + 90s));
  CHECK(jumps.read(lived + 120s, boot + 120s) == -1h);
  CHECK_FALSE(jumps.read(lived + 150s - 59s, boot + 150s));
}
