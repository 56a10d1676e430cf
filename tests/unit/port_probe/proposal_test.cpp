// Tests which profile fits, which port of a device is used, and which udev rule is proposed.
#include "port_probe/proposal.hpp"

#include "port_probe/remedies.hpp"
#include "support/catch.hpp"
#include "support/machine.hpp"

using namespace lapor;
using namespace lapor::port_probe;
using State = ProbeResult::State;

namespace {

ProbedPort answering(const std::vector<std::string>& lines, unsigned speed = 115200) {
  ProbedPort port;
  port.port.device = "/dev/ttyS1";
  port.result = {State::answered, lines, speed};
  return port;
}

std::string profile_of(const std::vector<std::string>& lines) {
  const auto proposal = propose_profile(answering(lines), test::all_profiles());
  return proposal ? proposal->profile : "none";
}

}  // namespace

TEST_CASE("what a modem says decides where no profile names its USB id", "[port_probe]") {
  CHECK(profile_of({"SIM800 R14.18", "SIMCOM_Ltd", "SIMCOM_SIM800L"}) == "simcom-sim800");
  CHECK(profile_of({"SIMCOM_SIM900"}) == "simcom-sim900");
  CHECK(profile_of({"Quectel_Ltd", "Quectel_M35"}) == "quectel-m35");
  CHECK(profile_of({"WAVECOM MODEM", "MULTIBAND  900E  1800"}) == "wavecom");
  CHECK(profile_of({"SIEMENS", "TC35i"}) == "cinterion");
  CHECK(profile_of({"Manufacturer: huawei", "Model: E173"}) == "huawei-e");
  CHECK(profile_of({"Something else"}) == "generic-at");
  CHECK(profile_of({}) == "generic-at");
  CHECK_FALSE(propose_profile(ProbedPort{}, test::all_profiles()));
}

TEST_CASE("the closest line of all profiles decides", "[port_probe]") {
  const auto usb = [](unsigned vendor, unsigned product, const char* number, const char* triple) {
    ProbedPort port;
    port.port.usb = UsbInterface{vendor, product, number, triple, "", "", "", "1-1"};
    return propose_profile(port, test::all_profiles());
  };
  CHECK(usb(0x2c7c, 0x0125, "02", "ff/00/00")->match == UsbMatch::interface);
  CHECK(usb(0x2c7c, 0x0125, "01", "ff/00/00")->match == UsbMatch::other_interface);
  CHECK(usb(0x1199, 0x68c0, "03", "ff/ff/ff")->match == UsbMatch::vendor);
  CHECK(usb(0x1199, 0x68c0, "03", "ff/ff/ff")->profile == "sierra");
  CHECK(usb(0x12d1, 0x9999, "02", "ff/02/12")->profile == "huawei-e");
  CHECK(usb(0x1e0e, 0x9001, "02", "ff/ff/ff")->profile == "simcom-sim7600");
  CHECK_FALSE(usb(0x0403, 0x6001, "00", "ff/ff/ff"));
}

TEST_CASE("a speed other than the profile's goes into the table", "[port_probe]") {
  const std::vector<ProbedPort> ports{answering({"WAVECOM MODEM"}, 9600)};
  const auto modems = choose_modems(ports, test::all_profiles());
  REQUIRE(modems.size() == 1);
  CHECK(config_table(modems[0], "sim1").find("speed   = 9600\n") != std::string::npos);
  const std::vector<ProbedPort> usual{answering({"WAVECOM MODEM"}, 115200)};
  CHECK_FALSE(choose_modems(usual, test::all_profiles()).at(0).speed);
}

TEST_CASE("a device can't write a udev rule of its own", "[port_probe]") {
  ProbedPort port;
  port.port.device = "/dev/ttyUSB0\", RUN+=\"evil";
  const auto rules_of = [&] { return udev_rules({&port}); };
  CHECK(rules_of().find("RUN") == std::string::npos);
  port.port.usb = UsbInterface{0x12d1, 0x1506, "02", "ff/02/02", "", "", "x\", RUN+=\"evil", "1-1"};
  CHECK(rules_of().find("RUN") == std::string::npos);
  CHECK(rules_of().find("KERNEL==\"1-1\"") != std::string::npos);
}

TEST_CASE("advice is given about the programs that are known to hold modems", "[port_probe]") {
  CHECK(holder_advice("brltty"));
  CHECK_FALSE(holder_advice("bash"));
}
