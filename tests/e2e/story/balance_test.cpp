// The balance of a SIM, asked by USSD through real processes. Every phone number is fictitious.
#include <filesystem>
#include <fstream>

#include "support/catch.hpp"
#include "support/gateway.hpp"
#include "support/modemsim.hpp"

using namespace lapor::test;

namespace {

constexpr auto alarm_phone = "+628110000998";

/// The balance is asked as soon as the modem is ready.
struct Asking {
  ModemSim sim;
  Setup setup;
  Gateway gateway;

  Asking() : gateway(sim.device(), setup) {
    gateway.setup().modem =
        "pace = \"fast\"\nbalance_ussd = \"*888#\"\nbalance_pattern = 'Rp ?([0-9.]+)'\nbalance_low = 10000\n";
    gateway.configure(std::string("[alarms]\nphones = [\"") + alarm_phone + "\"]\n");
    // An operator's own copy wins over the shipped one.
    const auto profiles = gateway.directory() / "modem-profiles";
    std::filesystem::create_directories(profiles);
    std::ofstream(profiles / "generic-at.toml") << "pace = 0.2\nussd = \"2s\"\n";
  }
  void holds(long amount) {
    gateway.await(
        "the balance is known", [&] { return number(gateway.modem(), "balance") == amount; }, Millis{20000});
  }
  Answer dial(const std::string& code) { return gateway.ctl({"modem", "sim1", "ussd", code}); }
};

}  // namespace

TEST_CASE("a balance is asked, read out of a menu, which is left, and a low one is told", "[e2e]") {
  Asking a;
  a.sim.command("ussd *888# Sisa pulsa Rp 7.500 s.d. 31/12\\n1. Beli paket");
  a.sim.command("ussd *888#>1 Anda membeli paket");
  a.gateway.start_ready();
  a.holds(7500);
  a.sim.wait_said(alarm_phone, "Pulsa SIM sim1 tinggal");
  const auto again = a.dial("*888#");  // a menu left open would take this for a choice
  CHECK(again.status == 0);
  CHECK(text(again.json, "text").find("Sisa pulsa Rp 7.500") != std::string::npos);
  for (const auto* bad : {"*888#\"", "888A", "AT", "*888#,15", ""}) {
    INFO(bad);
    CHECK(a.dial(bad).status != 0);
  }
  CHECK(a.gateway.stop() == 0);
}

TEST_CASE("a balance is read in letters that the GSM alphabet doesn't have", "[e2e]") {
  Asking a;
  a.sim.command("ussd *888# ꦱꦶꦱ pulsa Rp 25.000");
  a.gateway.start_ready();
  a.holds(25000);
  CHECK(a.gateway.stop() == 0);
}

TEST_CASE("a balance whose answer never comes is unknown, and texts go on", "[e2e]") {
  Asking a;
  a.sim.command("ussd *888# Rp 25.000");
  a.sim.latency("ussd", 600000);
  a.gateway.start_ready();
  a.gateway.await("the balance is asked", [&] { return a.sim.commands("CUSD") > 0; });
  REQUIRE(a.gateway.ctl({"send", "+628110000997", "lanjut"}).status == 0);
  a.sim.wait_said("+628110000997", "lanjut", Millis{15000});
  a.gateway.await("it is said", [&] { return a.gateway.log().find("balance-unknown") != std::string::npos; });
  CHECK(a.gateway.modem()["balance"].is_null());
  CHECK(a.gateway.stop() == 0);
}
