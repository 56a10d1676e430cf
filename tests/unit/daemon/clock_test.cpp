// The gateway's clock on boards that start in the past.
#include "common/clock.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::daemon;
using namespace std::chrono_literals;

namespace {

const Instant last_record = from_ms(1'772'539'200'000);  // 2026-03-03T12:00:00Z
const SteadyTime boot{};
const Instant epoch{};

}  // namespace

TEST_CASE("a good clock is followed, whatever it does", "[clock]") {
  Clock clock(last_record, last_record + 1h, boot);
  CHECK_FALSE(clock.holding());
  CHECK(clock.read(last_record + 1h, boot, false) == last_record + 1h);
  CHECK(clock.read(last_record - 5h, boot, false) == last_record - 5h);
}

TEST_CASE("a clock that starts in 1970 doesn't take the gateway there: time goes on from the last record",
          "[clock]") {
  Clock clock(last_record, epoch, boot);
  CHECK(clock.holding());
  CHECK(clock.behind() == last_record - epoch);
  CHECK(clock.read(epoch, boot, false) == last_record);
  CHECK(clock.read(epoch + 10min, boot + 10min, false) == last_record + 10min);
}

TEST_CASE("once the clock is set it is followed, and stays so", "[clock]") {
  Clock clock(last_record, epoch, boot);
  CHECK(clock.read(last_record + 8h, boot + 1min, false) == last_record + 8h);
  CHECK_FALSE(clock.holding());
}

TEST_CASE("a clock that the network has set is believed, even before the last record", "[clock]") {
  Clock clock(last_record, last_record - 48h, boot);
  CHECK(clock.holding());
  CHECK(clock.read(last_record - 48h, boot, true) == last_record - 48h);
  CHECK_FALSE(clock.holding());
}

TEST_CASE("a few seconds back are nothing to speak of", "[clock]") {
  CHECK_FALSE(Clock(last_record, last_record - 30s, boot).holding());
}

TEST_CASE("a wall clock that was set is noticed once, by how much it moved beyond the time that went by",
          "[clock]") {
  JumpDetector jumps(last_record, boot);
  CHECK_FALSE(jumps.read(last_record + 30s, boot + 30s));
  CHECK(jumps.read(last_record + 60s + 1h, boot + 60s) == 1h);
  CHECK_FALSE(jumps.read(last_record + 90s + 1h, boot + 90s));
  CHECK(jumps.read(last_record + 120s, boot + 120s) == -1h);
  CHECK_FALSE(jumps.read(last_record + 150s - 59s, boot + 150s));
}
