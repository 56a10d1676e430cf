// The modem gets the commands that its profile names.
#include "small_gateway.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;

TEST_CASE("the profile's AT+CNMI is sent as it stands, and nothing is asked first", "[modem]") {
  ModemSim sim({"--report-size", "10"});
  SmallGateway g(sim.device(), [](auto& s) {
    s.profile.cnmi = "1,1,0,2,0";
    s.profile.poll = 1h;
  });
  REQUIRE(g.until_ready());
  CHECK(sim.commands("CNMI") == 1);
  sim.inject("+628110000211", "LAPOR dengan kabar");
  REQUIRE(g.until_event<engine::SegmentReceived>());
  // The fourth value is obeyed too: the receipt lies in SR and isn't pushed.
  g.send(1, "+628110000211", "diterima");
  REQUIRE(g.until_event<engine::SendAccepted>());
  CHECK(g.until([&] { return sim.stats()["used.SR"] == "1"; }));
}

TEST_CASE("a modem that refuses the profile's AT+CNMI is asked what it takes", "[modem]") {
  ModemSim sim;
  sim.fault("error CNMI");
  SmallGateway g(sim.device(), [](auto& s) {
    s.profile.cnmi = "1,1,0,1,0";
    s.profile.poll = 1h;
  });
  REQUIRE(g.until_ready());
  CHECK(sim.commands("CNMI") > 1);
  sim.inject("+628110000212", "LAPOR dengan kabar");
  CHECK(g.until_event<engine::SegmentReceived>());
}

TEST_CASE("the profile's own commands are sent, and an ERROR in answer does no harm", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) { s.profile.init = {"AT^CURC=0", "AT+ZOPRT=5", "AT+CPMS?"}; });
  REQUIRE(g.until_ready());
  CHECK(sim.commands("ZOPRT") == 1);
}

TEST_CASE("the link is kept open between texts only where the profile says so", "[modem]") {
  ModemSim sim;
  const bool fast = GENERATE(false, true);
  SmallGateway g(sim.device(), [&](auto& s) { s.profile.fast_send = fast; });
  REQUIRE(g.until_ready());
  CHECK((sim.commands("CMMS") > 0) == fast);
}

TEST_CASE("a memory that the profile leaves out is not read", "[modem]") {
  ModemSim sim;
  sim.inject("+628110000213", "LAPOR di SIM");
  SmallGateway g(sim.device(), [](auto& s) { s.profile.storages = {"ME"}; });
  REQUIRE(g.until_ready());
  g.run_for(500ms);
  CHECK(g.texts().empty());
}
