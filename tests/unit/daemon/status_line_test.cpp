#include "lapord/status_line.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::daemon;
using namespace std::chrono_literals;

TEST_CASE("systemctl status says how many modems are ready, what waits and when the last report came",
          "[daemon]") {
  const calendar::Calendar jakarta("Asia/Jakarta");
  const auto day = std::chrono::sys_days{std::chrono::year{2026} / 3 / 3};
  const auto noon = jakarta.at(day, 12h + 3min);
  CHECK(status_line({3, 2, 4, noon}, noon + 1h, jakarta) ==
        "2 of 3 modems ready, 4 waiting, last report 12:03");
  CHECK(status_line({1, 0, 0, noon}, noon + 24h, jakarta) ==
        "0 of 1 modems ready, 0 waiting, last report 03/03 12:03");
  CHECK(status_line({1, 1, 0, {}}, noon, jakarta) == "1 of 1 modems ready, 0 waiting, no report yet");
}
