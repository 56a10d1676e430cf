// The serial ports of this machine, read from sysfs, /dev and /proc. Opens no port.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "port_probe/port.hpp"

namespace lapor::port_probe {

/// The folders in which the kernel shows devices and processes. A test makes trees of its own.
struct SystemRoots {
  std::filesystem::path sys = "/sys", dev = "/dev", proc = "/proc", lock = "/run/lock";
};

/// Ports with hardware behind them, sorted by name. Needs no rights.
std::vector<SerialPort> list_serial_ports(const SystemRoots& roots);
/// The one of `known` that `device` names, also by a link to it. A device that sysfs doesn't know comes back
/// with its name alone.
SerialPort find_port(const std::string& device, const std::vector<SerialPort>& known);

/// A USB device that has no serial port, such as a stick that still shows itself as a CD.
struct UsbDeviceWithoutPort {
  unsigned vendor = 0, product = 0;
  std::string manufacturer, product_name;
};
std::vector<UsbDeviceWithoutPort> list_devices_without_port(const SystemRoots& roots,
                                                            const std::vector<SerialPort>& ports);

/// Other processes that have the port open, as far as this user may see them, and the one that locked it in
/// /run/lock.
std::vector<PortHolder> find_holders(const std::string& device, const SystemRoots& roots);

}  // namespace lapor::port_probe
