// Tests how many frames a worker may send before it is killed as hostile.
#include "modem/host/frame_budget.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;
using namespace std::chrono_literals;

namespace {

constexpr Instant noon = from_ms(1'772'539'200'000);

}  // namespace

TEST_CASE("a SIM of a thousand messages is listed twice a minute for an hour") {
  FrameBudget budget;
  bool all = true;
  for (int listing = 0; listing < 60; ++listing)
    for (int n = 0; n < 1000; ++n) all = budget.spend_frame(noon + listing * 60s + n * 30ms) && all;
  CHECK(all);
}

TEST_CASE("a backlog of five thousand texts is read as fast as a line can") {
  FrameBudget budget;
  bool all = true;
  for (int n = 0; n < 5000; ++n) all = budget.spend_segment(noon + n * 30ms) && all;
  CHECK(all);
}

TEST_CASE(
    "a worker that talks as fast as it can is stopped, and an hour of it costs a bounded number of rows") {
  FrameBudget budget;
  int frames = 0, segments = 0;
  for (int n = 0; n < 3'600'000; n += 10) {  // a hundred a second
    frames += budget.spend_frame(noon + n * 1ms) ? 1 : 0;
    segments += budget.spend_segment(noon + n * 1ms) ? 1 : 0;
  }
  CHECK(frames <= 6000 + 25 * 3600 + 1);
  CHECK(segments <= 6000 + 10 * 3600 + 1);
}
