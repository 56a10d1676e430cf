// Phone numbers are fictitious.
#include "small_gateway.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using modem::ModemState;

TEST_CASE("a modem that is unplugged and comes back is used again", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  sim.fault("unplug");
  REQUIRE(g.until([&] { return g.supervisor.status().state == ModemState::absent; }));
  REQUIRE(g.until_event<engine::ModemDown>());
  sim.fault("plug");
  sim.inject("+628110000301", "LAPOR masih di sini");
  REQUIRE(g.until_event<engine::SegmentReceived>());
}

TEST_CASE("a gateway that starts before its modem waits for it", "[modem]") {
  ModemSim sim;
  sim.fault("unplug");
  SmallGateway g(sim.device());
  REQUIRE(g.until([&] { return g.supervisor.status().state == ModemState::absent; }));
  sim.fault("plug");
  CHECK(g.until_ready());
}

TEST_CASE("a modem that falls silent is given up within its deadline and taken up again", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) { s.profile.list = 2s; });
  REQUIRE(g.until_ready());
  sim.fault("hang count=3");
  sim.inject("+628110000302", "LAPOR dalam sunyi");
  REQUIRE(g.until_event<engine::SegmentReceived>());
  CHECK(g.all<engine::ModemDown>().size() >= 1);
}

TEST_CASE("the PIN is entered once, and a wrong one never again", "[modem]") {
  ModemSim sim({"--pin", "1234"});
  SECTION("the right one") {
    SmallGateway g(sim.device(), [](auto& s) { s.pin = "1234"; });
    CHECK(g.until_ready());
  }
  SECTION("a wrong one") {
    SmallGateway g(sim.device(), [](auto& s) { s.pin = "4321"; });
    REQUIRE(g.until([&] { return g.supervisor.status().state == ModemState::need_pin; }));
    g.supervisor.resume();
    REQUIRE(g.until([&] { return g.supervisor.status().pid.has_value(); }));
    REQUIRE(g.until(
        [&] { return g.supervisor.status().state == ModemState::need_pin && !g.supervisor.status().pid; }));
    CHECK(sim.stats()["pin_tries"] == "2");  // tries left
  }
  SECTION("none") {
    SmallGateway g(sim.device());
    CHECK(g.until([&] { return g.supervisor.status().state == ModemState::need_pin; }));
  }
}

TEST_CASE("a modem on hold is left alone until it is resumed", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  g.supervisor.hold();
  REQUIRE(g.until([&] { return !g.supervisor.status().pid; }));
  CHECK(g.supervisor.status().state == ModemState::held);
  sim.wait("closed");
  REQUIRE(g.until_event<engine::ModemDown>());
  g.send(1, "+628110000303", "tidak sekarang");
  REQUIRE(g.until_event<engine::SendAborted>());
  g.supervisor.resume();
  CHECK(g.until_ready());
}

TEST_CASE("stopping lets the send in hand end", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  sim.latency("CMGS", 700);
  g.send(1, "+628110000304", "sebelum berhenti");
  REQUIRE(g.until_event<engine::Prompted>());
  bool stopped = false;
  g.supervisor.stop(10s, [&] { stopped = true; });
  REQUIRE(g.until([&] { return stopped; }));
  CHECK(g.all<engine::SendAccepted>().size() == 1);
  CHECK_FALSE(g.supervisor.status().pid);
}

TEST_CASE("the state of the network and the SIM is known", "[modem]") {
  ModemSim sim({"--sim-size", "30"});
  sim.command("operator Operator Uji");
  sim.command("signal 20");
  sim.command("access 2");
  SmallGateway g(sim.device(), [](auto& s) { s.profile.heartbeat = 200ms; });
  REQUIRE(g.until([&] { return g.supervisor.status().signal_percent.has_value(); }));
  CHECK(g.supervisor.status().signal_percent == 60);
  CHECK(g.supervisor.status().operator_name == "Operator Uji");
  CHECK(sim::name(g.supervisor.status().access) == "3G");
  CHECK(g.supervisor.status().sim_slots == 30);
  sim.command("register 2");
  CHECK(g.until([&] { return g.supervisor.status().state == ModemState::no_network; }));
}

TEST_CASE("a USSD code is answered", "[modem]") {
  ModemSim sim;
  sim.command("ussd *888# Pulsa Rp 25.000");
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  std::string answer;
  g.supervisor.ussd("*888#", [&](bool ok, const std::string& text) { answer = (ok ? "ok " : "no ") + text; });
  REQUIRE(g.until([&] { return !answer.empty(); }));
  CHECK(answer == "ok Pulsa Rp 25.000");
}

TEST_CASE("a modem that fails three times in a row is reset, and no oftener", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) {
    s.profile.command = 500ms;
    s.profile.heartbeat = 300ms;
  });
  REQUIRE(g.until_ready());
  sim.fault("hang CSQ count=4");
  REQUIRE(g.until([&] { return sim.stats()["reboots"] == "1"; }));
  REQUIRE(
      g.until([&] { return sim.commands("CSQ") >= 7 && g.supervisor.status().signal_percent.has_value(); }));
  CHECK(sim.stats()["reboots"] == "1");
}

TEST_CASE("F11: a modem whose profile knows no reset is never reset", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) {
    s.profile.command = 500ms;
    s.profile.heartbeat = 300ms;
    s.profile.reset.clear();
  });
  REQUIRE(g.until_ready());
  sim.fault("hang CSQ count=3");
  REQUIRE(
      g.until([&] { return sim.commands("CSQ") >= 6 && g.supervisor.status().signal_percent.has_value(); }));
  CHECK(sim.stats()["reboots"] == "0");
}

TEST_CASE("without a network nothing is tried, reports come in, and sending goes on when it is back",
          "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  sim.command("register 2");  // told by the modem, not found out a heartbeat later
  REQUIRE(g.until([&] { return g.supervisor.status().state == ModemState::no_network; }, 5s));
  g.send(1, "+628110000305", "nanti");
  REQUIRE(g.until_event<engine::SendAborted>());
  CHECK(sim.commands("CMGS") == 0);
  sim.inject_pdu("07911326040000F0040B911346610089F60000208011111123000AE8329BFD4697D9EC37");
  sim.command("register 1");
  REQUIRE(g.until_ready());
  REQUIRE(g.until_event<engine::NetworkChanged>(2));
  CHECK(g.until_event<engine::SegmentReceived>());
  g.send(2, "+628110000305", "sekarang");
  CHECK(g.until_event<engine::SendAccepted>());
  CHECK(g.all<engine::ModemDown>().empty());
}

TEST_CASE("a modem that starts without a network is told no text before it has one", "[modem]") {
  ModemSim sim;
  sim.command("register 2");
  SmallGateway g(sim.device());
  REQUIRE(g.until_event<engine::ModemUp>());
  g.send(1, "+628110000306", "terlalu dini");
  REQUIRE(g.until_event<engine::SendAborted>());
  CHECK(sim.commands("CMGS") == 0);
}

TEST_CASE("who is in the modem is told when it is ready", "[modem]") {
  ModemSim sim({"--imsi", "001010000000042", "--imei", "350000000000042"});
  SmallGateway g(sim.device());
  REQUIRE(g.until_event<engine::ModemUp>());
  CHECK(g.all<engine::ModemUp>()[0].sim == engine::SimIdentity{"350000000000042", "001010000000042"});
}

TEST_CASE("a modem that can't be used for long is told of once, and again the next time", "[modem]") {
  ModemSim sim;
  sim.fault("unplug");
  SmallGateway g(sim.device(), [](auto& s) { s.down_after = 300ms; });
  REQUIRE(g.until_event<engine::ModemMissing>());
  CHECK(g.all<engine::ModemMissing>()[0].state == "absent");
  g.run_for(700ms);
  CHECK(g.all<engine::ModemMissing>().size() == 1);
  sim.fault("plug");
  REQUIRE(g.until_ready());
  g.supervisor.hold();  // by order: nobody wants to hear of it
  g.run_for(700ms);
  CHECK(g.all<engine::ModemMissing>().size() == 1);
  g.supervisor.resume();
  REQUIRE(g.until_ready());
  sim.fault("unplug");
  CHECK(g.until_event<engine::ModemMissing>(2));
}

TEST_CASE("how many PIN tries are left is asked where the profile knows how", "[modem]") {
  ModemSim sim({"--pin", "1234"});
  SmallGateway g(sim.device(), [](auto& s) {
    s.pin = "4321";
    s.profile.pin_tries = "AT^CPIN?";
  });
  REQUIRE(g.until([&] { return g.supervisor.status().state == ModemState::need_pin; }));
  REQUIRE(g.all<engine::PinRequired>().size() >= 1);
  CHECK(g.all<engine::PinRequired>()[0].tries_left == 3u);
  g.supervisor.resume();
  REQUIRE(g.until_event<engine::PinRequired>(2));
  CHECK(g.all<engine::PinRequired>()[1].tries_left == 2u);
}

TEST_CASE("a USSD menu is left once it was read, so that the next code is no answer to it", "[modem]") {
  ModemSim sim;
  sim.command("ussd *123# 1. Pulsa");
  sim.command("ussd *123#>1 Rp 25.000");
  sim.command("ussd *888# Pulsa Rp 5.000");
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  std::vector<std::string> answers;
  for (const auto* code : {"*123#", "*888#"})
    g.supervisor.ussd(
        code, [&](bool ok, const std::string& text) { answers.push_back((ok ? "ok " : "no ") + text); });
  REQUIRE(g.until([&] { return answers.size() == 2; }));
  CHECK(answers == std::vector<std::string>{"ok 1. Pulsa", "ok Pulsa Rp 5.000"});
}
