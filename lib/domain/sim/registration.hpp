// Whether a SIM is registered with its network: <stat> of +CREG (3GPP TS 27.007 §7.2).
#pragma once
#include <cstdint>
#include <string_view>

namespace lapor::sim {

enum class Registration : std::uint8_t {
  unknown,    ///< the modem doesn't say
  searching,  ///< not registered: no network, or still looking for one
  home,
  roaming,
  denied  ///< the network refuses this SIM
};

/// "home", "roaming" …, as `laporctl status` writes it; empty for unknown.
constexpr std::string_view name(Registration registration) {
  switch (registration) {
    case Registration::searching:
      return "searching";
    case Registration::home:
      return "home";
    case Registration::roaming:
      return "roaming";
    case Registration::denied:
      return "denied";
    case Registration::unknown:
      break;
  }
  return {};
}

}  // namespace lapor::sim
