// An operator's orders to one modem, by laporctl and at the desk.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "control/gateway.hpp"

namespace lapor::control {

std::string_view name(ModemAction action);  ///< "reset", "hold", "resume"
std::optional<ModemAction> modem_action(std::string_view name);

/// Logs the order and carries it out. An operator who resets or resumes a modem has looked at its SIM, so the
/// SIM is trusted again. \pre gateway.has_modem(modem)
void act_on_modem(Gateway& gateway, const engine::Actor& actor, const std::string& modem, ModemAction action);

}  // namespace lapor::control
