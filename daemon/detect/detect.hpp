// laporctl detect: everything that was seen, for people, for programs, and as udev rules.
#pragma once
#include <string>
#include <vector>

#include "control/json.hpp"
#include "detect/ports.hpp"
#include "detect/propose.hpp"

namespace lapor::detect {

struct Seen {
  std::vector<Found> found;
  std::vector<Portless> portless;  ///< USB devices of makers that the profiles name
  std::vector<engine::ModemProfile> profiles;
  std::vector<std::string> configured;  ///< devices that lapord.toml names already, links followed
};

struct Wish {
  std::vector<std::string> ports;  ///< only these; empty: all
  bool ask = true;                 ///< say AT to them
};
/// `configured`: as lapord.toml has them.
Seen look(const Wish& wish, const Roots& roots, std::vector<engine::ModemProfile> profiles,
          const std::vector<std::string>& configured);

std::string show(const Seen& seen);
control::Json to_json(const Seen& seen);
/// For the configured ports, or where none is configured for those that are modems.
std::string rules_for(const Seen& seen);

}  // namespace lapor::detect
