// USSD codes through the real worker, in each coding. Phone numbers are fictitious.
#include "small_gateway.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using engine::UssdCoding;

namespace {

std::string ask(SmallGateway& g, const std::string& code) {
  std::string answer;
  g.supervisor.ussd(code, [&](bool ok, const std::string& text) { answer = (ok ? "ok " : "no ") + text; });
  g.until([&] { return !answer.empty(); });
  return answer;
}

}  // namespace

TEST_CASE("a balance is read in every coding, over several lines, and in letters that GSM doesn't have",
          "[modem]") {
  const auto coding = GENERATE(UssdCoding::ucs2, UssdCoding::gsm, UssdCoding::packed);
  INFO(static_cast<int>(coding));
  ModemSim sim;
  if (coding == UssdCoding::packed) sim.command("ussd-packed on");
  sim.command("ussd *888# Pulsa Rp 25.000\\n*123# beli @ {paket}\\ns.d. 31/12");
  sim.command("ussd *889# Pulsa ꦱꦶꦱ Rp 7.000");
  sim.command("ussd *123*1# tujuh");
  SmallGateway g(sim.device(), [&](auto& s) { s.profile.ussd_coding = coding; });
  REQUIRE(g.until_ready());
  CHECK(ask(g, "*888#") == "ok Pulsa Rp 25.000\n*123# beli @ {paket}\ns.d. 31/12");
  // The character set is as libGammu left it.
  if (coding != UssdCoding::packed) CHECK(sim.stats()["last_command"].starts_with("+CSCS=\""));
  CHECK(ask(g, "*889#") == "ok Pulsa ꦱꦶꦱ Rp 7.000");
  CHECK(ask(g, "*123*1#") == "ok tujuh");
  CHECK(ask(g, "*404#") == "no the network refused the code");
  g.send(1, "+628110000241", "sesudahnya {}");
  REQUIRE(g.until_event<engine::SendAccepted>());
  CHECK(sim.sent().at(0).text == "sesudahnya {}");
  CHECK(g.all<engine::ModemDown>().empty());
}

TEST_CASE("a USSD answer that never comes is unknown, and texts go on", "[modem]") {
  ModemSim sim;
  sim.command("ussd *888# Pulsa Rp 25.000");
  sim.command("ussd *889# Pulsa Rp 5.000");
  SmallGateway g(sim.device(), [](auto& s) { s.profile.ussd = 500ms; });
  REQUIRE(g.until_ready());
  sim.latency("ussd", 1500);
  CHECK(ask(g, "*888#") == "no the network didn't answer");
  g.send(1, "+628110000242", "lanjut");
  REQUIRE(g.until_event<engine::SendAccepted>());
  g.run_for(1500ms);  // the late answer passes, and is nobody's
  sim.latency("ussd", 0);
  CHECK(ask(g, "*889#") == "ok Pulsa Rp 5.000");
  CHECK(g.all<engine::ModemDown>().empty());
}

TEST_CASE("a modem that hangs on a USSD code is started anew, and texts go on", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) { s.profile.ussd = 500ms; });
  REQUIRE(g.until_ready());
  sim.fault("hang CUSD");
  CHECK(ask(g, "*888#") == "no the modem didn't answer");
  g.until_event<engine::ModemUp>(2);
  g.send(1, "+628110000243", "lanjut");
  REQUIRE(g.until_event<engine::SendAccepted>());
}
