#include "domain/sim/pace_trial.hpp"

#include <vector>

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::sim;

namespace {

constexpr PaceRange usual_modem{200, 20};

/// So many clean sends, one after the other; the pace at each step that they brought.
std::vector<std::uint32_t> steps(PaceTrial& trial, int sends) {
  std::vector<std::uint32_t> out;
  for (int n = 0; n < sends; ++n)
    if (trial.sent_cleanly()) out.push_back(trial.permille());
  return out;
}

using Steps = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE(
    "a modem that sends cleanly is driven faster every ten texts, and no faster than its profile's fast",
    "[modem]") {
  PaceTrial trial{usual_modem};
  CHECK(trial.permille() == 200);
  CHECK(steps(trial, 9).empty());
  CHECK(steps(trial, 1) == Steps{100});
  CHECK(steps(trial, 1000) == Steps{50, 25, 20});
}

TEST_CASE(
    "at the first sign of haste a modem goes back to what is usual, and from there to libGammu's own pace",
    "[modem]") {
  PaceTrial trial{usual_modem};
  steps(trial, 1000);
  CHECK(trial.seemed_hasty());
  CHECK(trial.permille() == 200);
  CHECK(trial.seemed_hasty());
  CHECK(trial.permille() == 1000);
  CHECK_FALSE(trial.seemed_hasty());
}

TEST_CASE("each sign of haste makes the next proof ten times as long", "[modem]") {
  PaceTrial trial{usual_modem};
  trial.seemed_hasty();
  CHECK(trial.permille() == 1000);
  CHECK(steps(trial, 99).empty());
  CHECK(steps(trial, 1) == Steps{200});
  CHECK(steps(trial, 100) == Steps{100});
  for (int n = 0; n < 20; ++n) trial.seemed_hasty(), trial.go_on_with({200, trial.pace().proof});
  CHECK(trial.pace().proof == 10'000);
}

TEST_CASE("a text that is refused in between makes the proof begin anew", "[modem]") {
  PaceTrial trial{{1000, 200}};
  steps(trial, 9);
  trial.seemed_hasty();  // nothing is slower than libGammu's own
  CHECK(steps(trial, 9).empty());
  CHECK(steps(trial, 1) == Steps{500});
}

TEST_CASE("a modem whose profile knows nothing faster is left at its pace", "[modem]") {
  PaceTrial fixed{{200, 200}}, stock{{1000, 1000}};
  CHECK(steps(fixed, 1000).empty());
  CHECK(steps(stock, 1000).empty());
  fixed.seemed_hasty();
  CHECK(steps(fixed, 1000) == Steps{200});
}

TEST_CASE("a profile may be slower than libGammu itself, and nothing is slower than that", "[modem]") {
  PaceTrial trial{{3000, 1000}};
  CHECK(trial.permille() == 3000);
  CHECK_FALSE(trial.seemed_hasty());
  CHECK(steps(trial, 20) == Steps{1500, 1000});
}

TEST_CASE("what is remembered of a modem is brought into what its profile allows", "[modem]") {
  PaceTrial trial{usual_modem};
  trial.go_on_with({50, 100});
  CHECK(trial.permille() == 50);
  CHECK(trial.pace().proof == 100);
  trial.go_on_with({5, 0});
  CHECK(trial.permille() == 20);
  CHECK(trial.pace().proof == 10);
  trial.go_on_with({4'000'000'000, 4'000'000'000});
  CHECK(trial.permille() == 1000);
  CHECK(trial.pace().proof == 10'000);
  trial.start_over();
  CHECK(trial.permille() == 200);
}
