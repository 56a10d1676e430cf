// laporctl detect shows the ports of a machine that is made of files, and opens none of them.
#include "laporctl/detect.hpp"
#include "support/catch.hpp"
#include "support/stick.hpp"

using namespace lapor;
using namespace lapor::laporctl;
using namespace lapor::test;
using Catch::Matchers::ContainsSubstring;

namespace {

PortScan scan(const Machine& m, const std::vector<std::string>& configured = {}) {
  return scan_ports({{}, false}, m.roots(), all_profiles(), configured);
}

}  // namespace

TEST_CASE("the console is left alone", "[detect]") {
  Machine m;
  m.board_port("ttyS0", 4);
  m.file("sys/class/tty/console/active", "tty0 ttyS0\n");
  CHECK_THAT(show_scan(scan(m)), ContainsSubstring("console, left alone"));
}

TEST_CASE("of a stick's ports the one for commands is proposed, by the name that lasts", "[detect]") {
  Machine m;
  plug_stick_in(m, "1-1", 0, "0123");
  m.by_id("usb-HUAWEI-if00-port0", "ttyUSB0");
  m.by_id("usb-HUAWEI-if02-port0", "ttyUSB2");
  const auto seen = scan(m);
  const auto modems = port_probe::choose_modems(seen.ports, seen.profiles);
  REQUIRE(modems.size() == 1);
  CHECK(port_probe::config_table(modems[0], "sim1") == "[[modem]]\nname    = \"sim1\"\ndevice  = \"" +
                                                           m.dev("serial/by-id/usb-HUAWEI-if02-port0") +
                                                           "\"\nprofile = \"huawei-e\"\n");
  CHECK_THAT(show_scan(seen), ContainsSubstring("huawei-e (its USB id; another port of it is for commands)"));
}

TEST_CASE("two sticks of a kind without serial numbers are told apart by their sockets", "[detect]") {
  Machine m;
  plug_stick_in(m, "1-1", 0);
  plug_stick_in(m, "1-2", 3);
  m.by_id("usb-HUAWEI-if02-port0", "ttyUSB5");  // udev's last word: it can't name both
  const auto seen = scan(m);
  const auto modems = port_probe::choose_modems(seen.ports, seen.profiles);
  REQUIRE(modems.size() == 2);
  CHECK(modems[0].device == m.dev("serial/by-path/pci-0-usb-1-1:1.2"));
  CHECK(modems[1].device == m.dev("serial/by-path/pci-0-usb-1-2:1.2"));
}

TEST_CASE("what lapord.toml has already is not proposed again, and the next name is free", "[detect]") {
  Machine m;
  plug_stick_in(m, "1-1", 0);
  plug_stick_in(m, "1-2", 3);
  const auto text = show_scan(scan(m, {m.dev("serial/by-path/pci-0-usb-1-1:1.2")}));
  CHECK_THAT(text, ContainsSubstring("in lapord.toml already"));
  CHECK_THAT(text, ContainsSubstring("\"sim2\""));
  CHECK(text.find("\"sim1\"") == std::string::npos);
}

TEST_CASE("a program that holds a port is named, and what to do about it", "[detect]") {
  Machine m;
  plug_stick_in(m, "1-1", 0);
  m.process(812, "ModemManager", m.dev("ttyUSB2"));
  m.process(900, "brltty", m.dev("ttyUSB0"));
  m.file("lock/LCK..ttyUSB1", "      4242\n");
  const auto text = show_scan(scan(m));
  CHECK_THAT(text, ContainsSubstring("ModemManager (process 812); keep it off: laporctl detect --udev"));
  CHECK_THAT(text, ContainsSubstring("apt purge brltty"));
  CHECK_THAT(text, ContainsSubstring("process 4242, which is gone"));
}

TEST_CASE("a stick that shows itself as a CD is named with the remedy", "[detect]") {
  Machine m;
  m.usb("1-3", "12d1", "1f01");
  m.usb("1-4", "046d", "c31c");  // a keyboard
  const auto seen = scan(m);
  REQUIRE(seen.without_port.size() == 1);
  CHECK_THAT(show_scan(seen), ContainsSubstring("12d1:1f01") && ContainsSubstring("usb-modeswitch"));
}

TEST_CASE("udev's rules name the modems and nothing else", "[detect]") {
  Machine m;
  plug_stick_in(m, "1-1", 0, "A1");
  m.usb("1-5", "0403", "6001");
  m.usb_port("1-5", "ttyUSB9", "00");
  const auto rules = udev_rules_of(scan(m));
  CHECK_THAT(rules,
             ContainsSubstring("ATTR{idVendor}==\"12d1\", ATTR{idProduct}==\"1506\", ATTR{serial}==\"A1\", "
                               "ENV{ID_MM_DEVICE_IGNORE}=\"1\""));
  CHECK_THAT(rules, ContainsSubstring("ENV{ID_MM_PORT_IGNORE}=\"1\""));
  CHECK(rules.find("0403") == std::string::npos);
  const auto chosen = udev_rules_of(scan(m, {m.dev("ttyUSB9")}));
  CHECK_THAT(chosen,
             ContainsSubstring("ATTR{idVendor}==\"0403\", ATTR{idProduct}==\"6001\", KERNEL==\"1-5\""));
  CHECK(chosen.find("12d1") == std::string::npos);
}

TEST_CASE("what a modem says can't steer a terminal", "[detect]") {
  PortScan seen;
  seen.profiles = all_profiles();
  port_probe::ProbedPort port;
  port.port.device = "/dev/ttyS1";
  port.result = {port_probe::ProbeResult::State::answered, {"\x1b[2Jevil\x07"}, 115200};
  seen.ports = {port};
  CHECK(show_scan(seen).find('\x1b') == std::string::npos);
}
