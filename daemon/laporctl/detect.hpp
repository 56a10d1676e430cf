// `laporctl detect`: scans the serial ports and shows what was seen, for people, for programs, and as udev
// rules.
#pragma once
#include <string>
#include <vector>

#include "control/json.hpp"
#include "port_probe/port_list.hpp"
#include "port_probe/proposal.hpp"

namespace lapor::laporctl {

struct PortScan {
  std::vector<port_probe::ProbedPort> ports;
  std::vector<port_probe::UsbDeviceWithoutPort> without_port;  ///< of makers that the profiles name
  std::vector<engine::ModemProfile> profiles;
  std::vector<std::string> configured;  ///< devices that lapord.toml names, links followed
};

struct ScanOptions {
  std::vector<std::string> ports;  ///< only these; empty: all
  bool ask = true;                 ///< send AT to them
};
/// `configured`: the devices as lapord.toml names them.
PortScan scan_ports(const ScanOptions& options, const port_probe::SystemRoots& roots,
                    std::vector<engine::ModemProfile> profiles, const std::vector<std::string>& configured);

std::string show_scan(const PortScan& scan);
control::Json to_json(const PortScan& scan);
/// Udev rules for the configured ports; if none is configured, for the ports that are modems.
std::string udev_rules_of(const PortScan& scan);

}  // namespace lapor::laporctl
