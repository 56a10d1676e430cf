// What laporctl detect makes of a machine, without touching a port.
#include "detect/detect.hpp"
#include "machine.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::test;
using Catch::Matchers::ContainsSubstring;
using State = detect::Answer::State;

namespace {

/// A Huawei stick with its three ports.
void stick(const Machine& m, const std::string& place, int first, const std::string& serial = "") {
  m.usb(place, "12d1", "1506", serial);
  const auto tty = [&](int n) { return "ttyUSB" + std::to_string(first + n); };
  m.usb_port(place, tty(0), "00", "ff/02/01");
  m.usb_port(place, tty(1), "01", "ff/02/03");
  m.usb_port(place, tty(2), "02", "ff/02/02");
  for (int n = 0; n < 3; ++n) m.by_path("pci-0-usb-" + place + ":1." + std::to_string(n), tty(n));
}

detect::Seen look(const Machine& m, const std::vector<std::string>& configured = {}) {
  return detect::look({{}, false}, m.roots(), all_profiles(), configured);
}

detect::Found answering(const std::vector<std::string>& words, unsigned speed = 115200) {
  detect::Found found;
  found.port.device = "/dev/ttyS1";
  found.answer = {State::answered, words, speed};
  return found;
}

std::string profile_of(const std::vector<std::string>& words) {
  return detect::propose(answering(words), all_profiles()).profile;
}

}  // namespace

TEST_CASE("a USB port is known by its device, its interface and its names", "[detect]") {
  Machine m;
  stick(m, "1-1", 0, "0123");
  m.by_id("usb-HUAWEI-if02-port0", "ttyUSB2");
  const auto ports = detect::list_ports(m.roots());
  REQUIRE(ports.size() == 3);
  CHECK(ports[2].device == m.dev("ttyUSB2"));
  CHECK(ports[2].by_id == m.dev("serial/by-id/usb-HUAWEI-if02-port0"));
  CHECK(ports[2].by_path == m.dev("serial/by-path/pci-0-usb-1-1:1.2"));
  CHECK(ports[2].driver == "option1");
  REQUIRE(ports[2].usb);
  CHECK(*ports[2].usb ==
        detect::Usb{0x12d1, 0x1506, "02", "ff/02/02", "MAKER", "Mobile Modem", "0123", "1-1"});
}

TEST_CASE("a port without a chip is none, and the console is left alone", "[detect]") {
  Machine m;
  m.board_port("ttyS0", 4);
  m.board_port("ttyS1", 0);
  m.file("sys/class/tty/console/active", "tty0 ttyS0\n");
  const auto seen = look(m);
  REQUIRE(seen.found.size() == 1);
  CHECK(seen.found[0].port.console);
  CHECK_THAT(detect::show(seen), ContainsSubstring("console, left alone"));
}

TEST_CASE("of a stick's ports the one for commands is proposed, by the name that lasts", "[detect]") {
  Machine m;
  stick(m, "1-1", 0, "0123");
  m.by_id("usb-HUAWEI-if00-port0", "ttyUSB0");
  m.by_id("usb-HUAWEI-if02-port0", "ttyUSB2");
  const auto seen = look(m);
  const auto modems = detect::choose_modems(seen.found, seen.profiles);
  REQUIRE(modems.size() == 1);
  CHECK(detect::block(modems[0], "sim1") == "[[modem]]\nname    = \"sim1\"\ndevice  = \"" +
                                                m.dev("serial/by-id/usb-HUAWEI-if02-port0") +
                                                "\"\nprofile = \"huawei-e\"\n");
  CHECK_THAT(detect::show(seen),
             ContainsSubstring("huawei-e (its USB id; another port of it is for commands)"));
}

TEST_CASE("two sticks of a kind without serial numbers are told apart by their sockets", "[detect]") {
  Machine m;
  stick(m, "1-1", 0);
  stick(m, "1-2", 3);
  m.by_id("usb-HUAWEI-if02-port0", "ttyUSB5");  // udev's last word: it can't name both
  const auto seen = look(m);
  const auto modems = detect::choose_modems(seen.found, seen.profiles);
  REQUIRE(modems.size() == 2);
  CHECK(modems[0].device == m.dev("serial/by-path/pci-0-usb-1-1:1.2"));
  CHECK(modems[1].device == m.dev("serial/by-path/pci-0-usb-1-2:1.2"));
}

TEST_CASE("what lapord.toml has already is not proposed again, and the next name is free", "[detect]") {
  Machine m;
  stick(m, "1-1", 0);
  stick(m, "1-2", 3);
  const auto text = detect::show(look(m, {m.dev("serial/by-path/pci-0-usb-1-1:1.2")}));
  CHECK_THAT(text, ContainsSubstring("in lapord.toml already"));
  CHECK_THAT(text, ContainsSubstring("\"sim2\""));
  CHECK(text.find("\"sim1\"") == std::string::npos);
}

TEST_CASE("a program that holds a port is named, and what to do about it", "[detect]") {
  Machine m;
  stick(m, "1-1", 0);
  m.process(812, "ModemManager", m.dev("ttyUSB2"));
  m.process(900, "brltty", m.dev("ttyUSB0"));
  m.process(901, "bash", "/dev/null");
  m.file("lock/LCK..ttyUSB1", "      4242\n");
  const auto seen = look(m);
  CHECK(seen.found[2].holders == std::vector<detect::Holder>{{812, "ModemManager"}});
  CHECK(seen.found[1].holders == std::vector<detect::Holder>{{4242, ""}});
  const auto text = detect::show(seen);
  CHECK_THAT(text, ContainsSubstring("ModemManager (process 812); keep it off: laporctl detect --udev"));
  CHECK_THAT(text, ContainsSubstring("apt purge brltty"));
  CHECK_THAT(text, ContainsSubstring("process 4242, which is gone"));
}

TEST_CASE("a stick that shows itself as a CD is named with the remedy", "[detect]") {
  Machine m;
  m.usb("1-3", "12d1", "1f01");
  m.usb("1-4", "046d", "c31c");  // a keyboard
  const auto seen = look(m);
  REQUIRE(seen.portless.size() == 1);
  CHECK_THAT(detect::show(seen), ContainsSubstring("12d1:1f01") && ContainsSubstring("usb-modeswitch"));
}

TEST_CASE("udev's rules name the modems and nothing else", "[detect]") {
  Machine m;
  stick(m, "1-1", 0, "A1");
  m.usb("1-5", "0403", "6001");
  m.usb_port("1-5", "ttyUSB9", "00");
  const auto rules = detect::rules_for(look(m));
  CHECK_THAT(rules,
             ContainsSubstring("ATTR{idVendor}==\"12d1\", ATTR{idProduct}==\"1506\", ATTR{serial}==\"A1\", "
                               "ENV{ID_MM_DEVICE_IGNORE}=\"1\""));
  CHECK_THAT(rules, ContainsSubstring("ENV{ID_MM_PORT_IGNORE}=\"1\""));
  CHECK(rules.find("0403") == std::string::npos);
  const auto chosen = detect::rules_for(look(m, {m.dev("ttyUSB9")}));
  CHECK_THAT(chosen,
             ContainsSubstring("ATTR{idVendor}==\"0403\", ATTR{idProduct}==\"6001\", KERNEL==\"1-5\""));
  CHECK(chosen.find("12d1") == std::string::npos);
}

TEST_CASE("a device can't write a rule of its own", "[detect]") {
  Machine m;
  stick(m, "1-1", 0, "x\", RUN+=\"evil");
  const auto rules = detect::rules_for(look(m));
  CHECK(rules.find("RUN") == std::string::npos);
  CHECK_THAT(rules, ContainsSubstring("KERNEL==\"1-1\""));
}

TEST_CASE("what a modem says decides where no profile names its USB id", "[detect]") {
  CHECK(profile_of({"SIM800 R14.18", "SIMCOM_Ltd", "SIMCOM_SIM800L"}) == "simcom-sim800");
  CHECK(profile_of({"SIMCOM_SIM900"}) == "simcom-sim900");
  CHECK(profile_of({"Quectel_Ltd", "Quectel_M35"}) == "quectel-m35");
  CHECK(profile_of({"WAVECOM MODEM", "MULTIBAND  900E  1800"}) == "wavecom");
  CHECK(profile_of({"SIEMENS", "TC35i"}) == "cinterion");
  CHECK(profile_of({"Manufacturer: huawei", "Model: E173"}) == "huawei-e");
  CHECK(profile_of({"Something else"}) == "generic-at");
  CHECK(profile_of({}) == "generic-at");
  CHECK(detect::propose(detect::Found{}, all_profiles()).profile.empty());
}

TEST_CASE("the closest line of all profiles decides", "[detect]") {
  const auto usb = [](unsigned vendor, unsigned product, const std::string& interface,
                      const std::string& triple) {
    detect::Found found;
    found.port.usb = detect::Usb{vendor, product, interface, triple, "", "", "", "1-1"};
    return detect::propose(found, all_profiles());
  };
  CHECK(usb(0x2c7c, 0x0125, "02", "ff/00/00").fit == detect::Fit::interface);
  CHECK(usb(0x2c7c, 0x0125, "01", "ff/00/00").fit == detect::Fit::other_port);
  CHECK(usb(0x1199, 0x68c0, "03", "ff/ff/ff").fit == detect::Fit::vendor);
  CHECK(usb(0x1199, 0x68c0, "03", "ff/ff/ff").profile == "sierra");
  CHECK(usb(0x12d1, 0x9999, "02", "ff/02/12").profile == "huawei-e");
  CHECK(usb(0x1e0e, 0x9001, "02", "ff/ff/ff").profile == "simcom-sim7600");
  CHECK(usb(0x0403, 0x6001, "00", "ff/ff/ff").profile.empty());
}

TEST_CASE("a speed other than the profile's goes into the block", "[detect]") {
  const std::vector<detect::Found> found{answering({"WAVECOM MODEM"}, 9600)};
  const auto modems = detect::choose_modems(found, all_profiles());
  REQUIRE(modems.size() == 1);
  CHECK_THAT(detect::block(modems[0], "sim1"), ContainsSubstring("speed   = 9600\n"));
}

TEST_CASE("what a modem says can't steer a terminal", "[detect]") {
  detect::Seen seen;
  seen.profiles = all_profiles();
  seen.found = {answering({"\x1b[2Jevil\x07"})};
  CHECK(detect::show(seen).find('\x1b') == std::string::npos);
}
