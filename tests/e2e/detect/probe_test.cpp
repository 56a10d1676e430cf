// laporctl detect on real ports: a simulated modem's, and one where nobody answers.
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>

#include "control/json.hpp"
#include "support/catch.hpp"
#include "support/modemsim.hpp"
#include "support/process.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

control::Json detected(const std::vector<std::string>& ports) {
  std::vector<std::string> argv{LAPOR_BIN_DIR "/laporctl", "--json", "detect"};
  argv.insert(argv.end(), ports.begin(), ports.end());
  const auto output = run(argv);
  INFO(output.err);
  REQUIRE(output.status == 0);
  const auto json = control::parse_json(output.out);
  REQUIRE(json);
  return *json;
}

std::string state(const control::Json& all, std::size_t port = 0) {
  return *all["ports"].items().at(port)["state"].text();
}

}  // namespace

TEST_CASE("a modem is found by its port's name and printed as a block to paste", "[detect]") {
  ModemSim sim;
  sim.command("model SIMCOM_Ltd SIMCOM_SIM800");
  const auto output = run({LAPOR_BIN_DIR "/laporctl", "detect", sim.device()});
  CHECK(output.status == 0);
  CHECK_THAT(output.out, ContainsSubstring("answers: ") && ContainsSubstring("SIMCOM_SIM800"));
  CHECK(output.out.find("IMEI") == std::string::npos);
  CHECK_THAT(output.out, ContainsSubstring("[[modem]]\nname    = \"sim1\"\ndevice  = \"" + sim.device() +
                                           "\"\n"
                                           "profile = \"simcom-sim800\"\n"));
}

TEST_CASE("a modem that an earlier program left at its prompt answers all the same", "[detect]") {
  ModemSim sim;
  const int fd = ::open(sim.device().c_str(), O_RDWR | O_NOCTTY);
  REQUIRE(fd >= 0);
  REQUIRE(::write(fd, "AT+CMGS=20\r", 11) == 11);
  sim.wait("command CMGS 1");
  ::close(fd);
  CHECK(state(detected({sim.device()})) == "answered");
  CHECK(sim.sent().empty());
}

TEST_CASE("the modem's answers, speed and profile are in the JSON", "[detect]") {
  ModemSim sim;
  const auto all = detected({sim.device()});
  CHECK(state(all) == "answered");
  CHECK(*all["ports"].items().at(0)["profile"].text() == "generic-at");
  CHECK(*all["modems"].items().at(0)["device"].text() == sim.device());
}

TEST_CASE("a port that another program holds is left alone, and the program is named", "[detect]") {
  ModemSim sim;
  const int fd = ::open(sim.device().c_str(), O_RDWR | O_NOCTTY);
  REQUIRE(fd >= 0);
  const auto before = sim.stats()["bytes_in"];
  const auto all = detected({sim.device()});
  CHECK(state(all) == "busy");
  const auto holders = all["ports"].items().at(0)["held_by"].items();
  REQUIRE(holders.size() == 1);
  CHECK(*holders[0]["pid"].number() == ::getpid());
  CHECK(*holders[0]["name"].text() == "e2e_detect");
  CHECK(sim.stats()["bytes_in"] == before);
  ::close(fd);
}

TEST_CASE("nobody at the other end is told within seconds, and the modem beside it is found", "[detect]") {
  const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
  REQUIRE((::grantpt(master) == 0 && ::unlockpt(master) == 0));
  ModemSim sim;
  const auto begun = std::chrono::steady_clock::now();
  const auto all = detected({::ptsname(master), sim.device(), "/dev/nowhere", "/etc/hostname"});
  CHECK(std::chrono::steady_clock::now() - begun < 6s);
  CHECK(state(all, 0) == "silent");
  CHECK(state(all, 1) == "answered");
  CHECK(state(all, 2) == "gone");
  CHECK(state(all, 3) == "silent");
  ::close(master);
}

TEST_CASE("a modem that chatters without end doesn't hold detect up", "[detect]") {
  ModemSim sim;
  sim.fault("chatter 5");
  const auto begun = std::chrono::steady_clock::now();
  CHECK(state(detected({sim.device()})) == "answered");
  CHECK(std::chrono::steady_clock::now() - begun < 10s);
}
