// The gateway is killed at many moments around the entering of a PIN. The SIM never gets a third wrong one.
#include <fmt/format.h>
#include <poll.h>

#include <iostream>
#include <random>

#include "support/catch.hpp"
#include "support/gateway.hpp"
#include "support/modemsim.hpp"

using namespace lapor::test;

namespace {

/// Kills lapord and its worker at random instants from just before to long after the PIN is entered.
void kill_around_the_pin(ModemSim& sim, Gateway& gateway, int kills, unsigned chosen) {
  std::mt19937 dice(chosen);
  for (int n = 0; n < kills; ++n) {
    gateway.start();
    const auto asked = sim.commands("CPIN");
    for (int waits = 0; waits < 100 && sim.commands("CPIN") == asked; ++waits) ::poll(nullptr, 0, 5);
    ::poll(nullptr, 0, static_cast<int>(dice() % 60));
    gateway.kill_all();
  }
}

}  // namespace

TEST_CASE("twelve kills around a wrong PIN never spend the SIM's last try", "[fire]") {
  const auto chosen = seed(20262);
  INFO("LAPOR_SEED=" << chosen);
  ModemSim sim{{"--pin", "1234"}};
  sim.latency("CPIN", 20, 40);
  Setup setup;
  setup.modem = "pace = \"fast\"\npin = \"4321\"";
  Gateway gateway{sim.device(), setup};
  kill_around_the_pin(sim, gateway, 6, chosen);
  const auto left_after_one_value = sim.stats()["pin_tries"];
  gateway.setup().modem = "pace = \"fast\"\npin = \"5555\"";
  gateway.configure();
  kill_around_the_pin(sim, gateway, 3, chosen + 1);
  gateway.setup().modem = "pace = \"fast\"\npin = \"6666\"";
  gateway.configure();
  kill_around_the_pin(sim, gateway, 3, chosen + 2);
  std::cout << fmt::format(
      "\npin, under fire (seed {})\n  tries left after one wrong value   {}\n  and after three values        "
      "    {}\n",
      chosen, left_after_one_value, sim.stats()["pin_tries"]);
  CHECK(sim.stats()["pin"] == "pin");  // not the PUK
  CHECK(std::stoi(sim.stats()["pin_tries"]) >= 1);
  CHECK(std::stoi(left_after_one_value) >= 2);

  gateway.start();
  gateway.await("the operator is asked", [&] { return text(gateway.modem(), "state") == "need_pin"; });
  CHECK(gateway.log().find("4321") == std::string::npos);

  // Now the right PIN, and the operator's order to enter it.
  gateway.setup().modem = "pace = \"fast\"\npin = \"1234\"";
  gateway.configure();
  gateway.hang_up();
  gateway.await("it is withheld all the same", [&] {
    return gateway.log().find("config-taken") != std::string::npos &&
           text(gateway.modem(), "state") == "need_pin";
  });
  CHECK(sim.stats()["pin"] == "pin");
  CHECK(gateway.ctl({"modem", "sim1", "resume"}).status == 0);
  gateway.wait_ready();
}

TEST_CASE("the right PIN, once known, outlives a kill while it is entered", "[fire]") {
  ModemSim sim{{"--pin", "1234"}};
  Setup setup;
  setup.modem = "pace = \"fast\"\npin = \"1234\"";
  Gateway gateway{sim.device(), setup};
  gateway.start_ready();
  gateway.kill_all();
  sim.fault("reboot 100");
  sim.fault("hang CPIN");  // the answer never comes: nobody knows what became of the try
  gateway.start();
  gateway.await("the PIN was asked for", [&] { return sim.commands("CPIN") > 0; });
  gateway.kill_all();
  sim.clear_faults();
  gateway.start_ready();
  CHECK(sim.stats()["pin_tries"] == "3");
}
