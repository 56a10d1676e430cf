// Faults that people report of their modems, and that the gateway handled well from the start. The ids are
// those of docs/field-log.md. Phone numbers are fictitious.
#include "small_gateway.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;

namespace {

/// "O", from +628110000042.
constexpr auto one_letter = "06912618010000040C91261801000024000062119222000000014F";

}  // namespace

TEST_CASE("K09: an arrival without its slot is looked for at once", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  for (const auto* notice : {"urc +CMTI: ,-1", "urc +CMTI: \"SM\",-1"}) {
    INFO(notice);
    const auto before = g.texts().size();
    REQUIRE(g.until_empty(sim));
    sim.inject_pdu(one_letter);
    sim.fault(notice);
    CHECK(g.until([&] { return g.texts().size() == before + 1; }, 10s));  // listed by itself after 30 s only
  }
}

TEST_CASE("K10, K12: what a modem says unasked in the middle of a send is no part of it", "[modem]") {
  ModemSim sim({"--latency", "prompt=800,CMGS=800"});
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  sim.fault("urc +CREG: 5,\"25FF\",\"825E\"");
  g.send(1, "+628110000305", "satu kali saja");
  REQUIRE(g.until([&] { return sim.commands("CMGS") == 1; }));
  for (const auto* line : {"urc RING", "urc +CLIP: \"+628110000306\",145"}) sim.fault(line);
  REQUIRE(g.until_event<engine::Prompted>());
  for (const auto* line :
       {"urc RING", "urc +CLIP: \"+628110000306\",145", "urc NO CARRIER", "urc MISSED_CALL: 10:20AM 0811"})
    sim.fault(line);
  REQUIRE(g.until_event<engine::SendAccepted>());
  CHECK(g.all<engine::SendAccepted>()[0].message_reference == static_cast<unsigned>(sim.sent()[0].reference));
  CHECK(sim.sent().size() == 1);
  CHECK(g.supervisor.status().state == modem::ModemState::ready);
}

TEST_CASE("K14: a modem that takes AT+CNMI only in its shortest form tells of arrivals all the same",
          "[modem]") {
  ModemSim sim;
  sim.fault("error CNMI count=3");
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  REQUIRE(g.until_empty(sim));
  sim.inject("+628110000307", "LAPOR JALAN");
  CHECK(g.until([&] { return g.texts().size() == 1; }, 10s));
}

TEST_CASE("K16: a storage that can't be chosen for a moment is chosen then", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  REQUIRE(g.until_empty(sim));
  sim.fault("error CPMS count=3");
  sim.inject("+628110000308", "LAPOR JALAN");
  CHECK(g.until_event<engine::SegmentReceived>());
}

TEST_CASE("F06: what arrives in one storage while another is chosen is read, and its slot is freed",
          "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) { s.profile.init = {"AT+CPMS=\"ME\",\"ME\",\"ME\""}; });
  REQUIRE(g.until_ready());
  for (const auto* storage : {"SM", "ME"})
    sim.command(std::string("inject-pdu ") + storage + " " + one_letter);
  sim.fault("urc +CMTI: \"SM\",1");
  CHECK(g.until([&] { return g.texts().size() == 2; }, 10s));
  CHECK(g.until_empty(sim));
}

TEST_CASE("F07: a modem that takes 1 only as the last value of AT+CNMI is told so by its profile",
          "[modem]") {
  ModemSim sim({"--report-size", "10"});
  SmallGateway g(sim.device(), [](auto& s) {
    s.profile.cnmi = "2,1,0,2,1";
    s.profile.poll = 1h;
  });
  REQUIRE(g.until_ready());
  CHECK(sim.commands("CNMI") == 1);
  REQUIRE(g.until_empty(sim));
  sim.inject("+628110000309", "LAPOR JALAN");
  CHECK(g.until_event<engine::SegmentReceived>());
}

TEST_CASE("F08: slots that are numbered from 0 are read and freed, told of or lying there", "[modem]") {
  ModemSim sim({"--as", "from-zero"});
  sim.inject("+628110000310", "sebelum gerbang mulai");
  SmallGateway g(sim.device(), [](auto& s) { s.profile.poll = 1h; });
  REQUIRE(g.until_ready());
  REQUIRE(g.until_empty(sim));
  sim.inject("+628110000310", "sesudah itu");
  CHECK(g.until([&] { return g.texts().size() == 2; }, 10s));
  CHECK(g.until_empty(sim));
  CHECK(g.all<engine::SlotUnreadable>().empty());
}

TEST_CASE("F10: what failed before \"SMS Ready\" is done again at that line", "[modem]") {
  ModemSim sim;
  sim.fault("error CNMI forever");
  SmallGateway g(sim.device(), [](auto& s) { s.profile.poll = 1h; });
  REQUIRE(g.until_ready());
  REQUIRE(g.until_empty(sim));
  sim.clear_faults();
  const auto before = sim.commands("CNMI");
  sim.fault("urc SMS Ready");
  REQUIRE(g.until([&] { return sim.commands("CNMI") > before; }, 20s));
  sim.inject("+628110000311", "LAPOR JALAN");
  CHECK(g.until([&] { return g.texts().size() == 1; }, 10s));
}

TEST_CASE("F11: a stick that goes away when it is reset is waited for, however it comes back", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  g.supervisor.reset();
  REQUIRE(g.until([&] { return sim.stats()["reboots"] == "1"; }));
  sim.fault("unplug");
  REQUIRE(g.until([&] { return g.supervisor.status().state == modem::ModemState::absent; }));
  sim.fault("plug");
  CHECK(g.until_ready());
}
