// Which profile fits which port, which ports are modems, and what to write into lapord.toml and udev's rules.
// Pure.
#pragma once
#include <string>
#include <vector>

#include "detect/found.hpp"
#include "engine/api/modem_profile.hpp"

namespace lapor::detect {

/// How closely a profile's line fits a port. other_port: the same device, but another of its ports speaks AT.
enum class Fit { none, other_port, vendor, product, interface };
Fit fit(const engine::UsbPort& line, const Usb& usb);

struct Proposal {
  std::string profile;  ///< empty: none fits
  std::string why;      ///< "its USB id", "it says SIM800"
  Fit fit = Fit::none;
};
/// The USB id decides; where no profile names it, what the modem says.
Proposal propose(const Found& found, const std::vector<engine::ModemProfile>& profiles);

/// One modem: of the ports of one device the one that is to be used.
struct Modem {
  const Found* found = nullptr;
  std::string device;  ///< the name that stays the same over unplugging, as far as there is one
  std::string profile;
  unsigned speed = 0;  ///< 0: the profile's
};
std::vector<Modem> choose_modems(const std::vector<Found>& found,
                                 const std::vector<engine::ModemProfile>& profiles);

/// A [[modem]] table of lapord.toml.
std::string block(const Modem& modem, const std::string& name);
/// Rules that keep ModemManager off these devices and no others.
std::string udev_rules(const std::vector<const Found*>& found);
/// What to do about a program that holds a port; empty where nothing is known of it.
std::string advice(const std::string& program);

}  // namespace lapor::detect
