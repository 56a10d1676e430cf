// Advice for an operator whose modem's port is held by another program. Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "port_probe/port.hpp"

namespace lapor::port_probe {

/// Udev rules that keep ModemManager off these devices and off no others. What a device says of itself can't
/// add a rule: its names are checked before they are quoted.
std::string udev_rules(const std::vector<const ProbedPort*>& ports);
/// Advice about a program that holds a port; nullopt if the program is unknown.
std::optional<std::string_view> holder_advice(std::string_view program);

}  // namespace lapor::port_probe
