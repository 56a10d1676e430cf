// The serial ports of this machine, from sysfs and /dev.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "detect/found.hpp"

namespace lapor::detect {

/// Where the kernel shows things; a test makes trees of its own.
struct Roots {
  std::filesystem::path sys = "/sys", dev = "/dev", proc = "/proc", lock = "/run/lock";
};

/// Ports with hardware behind them, in the order of their names. Needs no rights.
std::vector<Port> list_ports(const Roots& roots);
/// The port of this name, by-id and by-path links followed; one that sysfs doesn't know has a name only.
Port port_named(const std::string& device, const std::vector<Port>& known);

/// A USB device without any serial port.
struct Portless {
  unsigned vendor = 0, product = 0;
  std::string maker, name;
};
std::vector<Portless> list_portless(const Roots& roots, const std::vector<Port>& ports);

/// Who has the port open (what this user may see of it), and who has locked it in /run/lock.
std::vector<Holder> holders_of(const std::string& device, const Roots& roots);

}  // namespace lapor::detect
