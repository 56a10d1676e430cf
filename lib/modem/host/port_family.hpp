// Ports that the kernel numbers in the order in which they are plugged in: a modem that comes back may be
// another one of them.
#pragma once
#include <string>
#include <vector>

namespace lapor::modem {

/// The numbered port, ttyUSBn or ttyACMn, that `device` is or leads to over links, whether it is there or
/// not; empty if it is neither: a line that is soldered on keeps its number.
std::string numbered_port(const std::string& device);
/// All in this directory, by kind and number.
std::vector<std::string> numbered_ports(const std::string& directory);
/// The others of its kind that are there, in its directory, the lowest number first.
std::vector<std::string> ports_beside(const std::string& numbered_port);

}  // namespace lapor::modem
