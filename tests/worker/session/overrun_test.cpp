// A modem that was written to too fast is written to slowly from then on. Phone numbers are fictitious.
#include <algorithm>

#include "modem/protocol/modem_overrun.hpp"
#include "small_gateway.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;

namespace {

std::ptrdiff_t slowed_down(const SmallGateway& g) {
  return std::count_if(g.records.begin(), g.records.end(),
                       [](const auto& r) { return r.event == "modem-slowed-down"; });
}

/// The time that one send takes. libGammu's own sleeps before the Ctrl-Z take 0.6 s of it.
std::chrono::milliseconds time_to_send(SmallGateway& g, int attempt) {
  const auto before = g.all<engine::SendAccepted>().size();
  const auto begun = std::chrono::steady_clock::now();
  g.send(attempt, "+628110000221", "apa kabar");
  REQUIRE(g.until_event<engine::SendAccepted>(before + 1));
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
}

}  // namespace

TEST_CASE("a refusal that suggests an overrun slows this worker down, and the next, and is said once",
          "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  CHECK(time_to_send(g, 1) < 500ms);
  sim.fault("cms 500 count=2");
  g.send(2, "+628110000221", "ditolak");
  g.send(3, "+628110000221", "ditolak lagi");
  REQUIRE(g.until_event<engine::SendRefused>(2));
  CHECK(slowed_down(g) == 1);
  CHECK(time_to_send(g, 4) >= 600ms);
  REQUIRE(::kill(*g.supervisor.status().pid, SIGKILL) == 0);
  REQUIRE(g.until_event<engine::ModemUp>(2));
  CHECK(time_to_send(g, 5) >= 600ms);
}

TEST_CASE("a prompt that doesn't come slows the next worker down", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) { s.profile.prompt = 1s; });
  REQUIRE(g.until_ready());
  sim.fault("hang-before-prompt");
  g.send(1, "+628110000222", "satu");
  REQUIRE(g.until_event<engine::ModemUp>(2));
  CHECK(slowed_down(g) == 1);
  CHECK(time_to_send(g, 2) >= 600ms);
}

TEST_CASE("an operator's reset gives the modem its pace again", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  sim.fault("cms 304");
  g.send(1, "+628110000223", "ditolak");
  REQUIRE(g.until_event<engine::SendRefused>());
  CHECK(time_to_send(g, 2) >= 600ms);
  g.supervisor.reset();
  REQUIRE(g.until_event<engine::ModemUp>(2));
  CHECK(time_to_send(g, 3) < 500ms);
}

TEST_CASE("a refusal that an overrun doesn't explain changes nothing", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  sim.fault("cms 38");
  g.send(1, "+628110000224", "ditolak");
  REQUIRE(g.until_event<engine::SendRefused>());
  CHECK(time_to_send(g, 2) < 500ms);
  CHECK(slowed_down(g) == 0);
}

TEST_CASE("a modem that sends cleanly is sent to faster, and what it has shown is told with its IMEI",
          "[modem]") {
  ModemSim sim({"--imei", "350000000000014"});
  SmallGateway g(sim.device(), [](auto& s) {
    s.pace = modem::Pace::profile;
    s.profile.pace = 0.5;
  });
  REQUIRE(g.until_ready());
  CHECK(time_to_send(g, 1) >= 300ms);
  for (int n = 2; n <= 10; ++n) time_to_send(g, n);
  const auto shown = g.all<engine::PaceShown>();
  REQUIRE(shown.size() == 1);
  CHECK(shown[0].imei == "350000000000014");
  CHECK(shown[0].pace == sim::ProvenPace{250, 10});
  CHECK(time_to_send(g, 11) < 300ms);
}

TEST_CASE("a modem begins at the pace that it has shown before", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) {
    s.pace = modem::Pace::profile;
    s.profile.pace = 1.0;
  });
  g.reaction = [&](const engine::Event& e) {
    if (std::holds_alternative<engine::ModemUp>(e)) g.supervisor.use_pace({20, 10});
  };
  REQUIRE(g.until_ready());
  CHECK(time_to_send(g, 1) < 500ms);
}

TEST_CASE("only garbled PDUs and unknown errors suggest an overrun", "[modem]") {
  using delivery::Table;
  for (const int n : {304, 305, 500}) CHECK(modem::suggests_overrun({Table::cms, n}));
  for (const int n : {304, 305, 500}) CHECK_FALSE(modem::suggests_overrun({Table::cme, n}));
  for (const int n : {-1, 0, 1, 38, 47, 303, 306, 321, 331, 501})
    CHECK_FALSE(modem::suggests_overrun({Table::cms, n}));
}
