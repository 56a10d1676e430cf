// Finds which profile fits which port, and which ports are modems. Pure.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "engine/api/modem_profile.hpp"
#include "port_probe/port.hpp"

namespace lapor::port_probe {

/// The closeness of a profile's USB line to a port; a later one is closer.
enum class UsbMatch {
  none,
  other_interface,  ///< the same device, but another of its interfaces takes AT commands
  vendor,
  product,
  interface
};
UsbMatch match_usb(const engine::UsbPort& line, const UsbInterface& usb);

struct ProfileProposal {
  std::string profile;
  std::string reason;  ///< for people: "its USB id", "it says SIM800"
  UsbMatch match = UsbMatch::none;
};
/// The USB id decides; where no profile names it, what the modem answered decides. A port that answered and
/// fits no profile gets generic-at. nullopt if nothing says that the port is a modem.
std::optional<ProfileProposal> propose_profile(const ProbedPort& port,
                                               const std::vector<engine::ModemProfile>& profiles);

/// One modem: the port to use of all the ports that one device has.
struct ModemChoice {
  const ProbedPort* port = nullptr;  ///< one of the ports that were given; never null in a result
  std::string device;                ///< the name that survives unplugging, as far as there is one
  std::string profile;
  std::optional<unsigned> speed;  ///< in baud; nullopt if the profile's is right
};
/// At most one for each device, in the order of `ports`.
std::vector<ModemChoice> choose_modems(const std::vector<ProbedPort>& ports,
                                       const std::vector<engine::ModemProfile>& profiles);

/// A [[modem]] table of lapord.toml.
std::string config_table(const ModemChoice& modem, const std::string& name);

}  // namespace lapor::port_probe
