// The serial ports of a machine made of files.
#include "port_probe/port_list.hpp"

#include "support/catch.hpp"
#include "support/stick.hpp"

using namespace lapor;
using namespace lapor::port_probe;
using namespace lapor::test;

TEST_CASE("a USB port is known by its device, its interface and its names", "[port_probe]") {
  Machine m;
  plug_stick_in(m, "1-1", 0, "0123");
  m.by_id("usb-HUAWEI-if02-port0", "ttyUSB2");
  const auto ports = list_serial_ports(m.roots());
  REQUIRE(ports.size() == 3);
  CHECK(ports[2].device == m.dev("ttyUSB2"));
  CHECK(ports[2].by_id == m.dev("serial/by-id/usb-HUAWEI-if02-port0"));
  CHECK(ports[2].by_path == m.dev("serial/by-path/pci-0-usb-1-1:1.2"));
  CHECK(ports[2].driver == "option1");
  REQUIRE(ports[2].usb);
  CHECK(*ports[2].usb ==
        UsbInterface{0x12d1, 0x1506, "02", "ff/02/02", "MAKER", "Mobile Modem", "0123", "1-1"});
}

TEST_CASE("a port without a chip is none, and the console is known as such", "[port_probe]") {
  Machine m;
  m.board_port("ttyS0", 4);
  m.board_port("ttyS1", 0);
  m.file("sys/class/tty/console/active", "tty0 ttyS0\n");
  const auto ports = list_serial_ports(m.roots());
  REQUIRE(ports.size() == 1);
  CHECK(ports[0].is_console);
}

TEST_CASE("a port is found by its name and by a link to it; an unknown one has its name alone",
          "[port_probe]") {
  Machine m;
  plug_stick_in(m, "1-1", 0);
  const auto ports = list_serial_ports(m.roots());
  CHECK(find_port(m.dev("ttyUSB1"), ports) == ports[1]);
  CHECK(find_port(m.dev("serial/by-path/pci-0-usb-1-1:1.1"), ports) == ports[1]);
  SerialPort unknown;
  unknown.device = "/dev/nowhere";
  CHECK(find_port("/dev/nowhere", ports) == unknown);
}

TEST_CASE("the processes that have a port open are its holders, and so is one that locked it",
          "[port_probe]") {
  Machine m;
  plug_stick_in(m, "1-1", 0);
  m.process(812, "ModemManager", m.dev("ttyUSB2"));
  m.process(901, "bash", "/dev/null");
  m.file("lock/LCK..ttyUSB1", "      4242\n");
  CHECK(find_holders(m.dev("ttyUSB2"), m.roots()) == std::vector<PortHolder>{{812, "ModemManager"}});
  CHECK(find_holders(m.dev("serial/by-path/pci-0-usb-1-1:1.2"), m.roots()).size() == 1);
  CHECK(find_holders(m.dev("ttyUSB1"), m.roots()) == std::vector<PortHolder>{{4242, std::nullopt}});
  CHECK(find_holders(m.dev("ttyUSB0"), m.roots()).empty());
}

TEST_CASE("a stick that shows itself as a CD is a device without a port", "[port_probe]") {
  Machine m;
  plug_stick_in(m, "1-1", 0);
  m.usb("1-3", "12d1", "1f01");
  const auto devices = list_devices_without_port(m.roots(), list_serial_ports(m.roots()));
  REQUIRE(devices.size() == 1);
  CHECK(devices[0].product == 0x1f01);
}
