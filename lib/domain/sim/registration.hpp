// Whether a SIM is registered with its network: <stat> of +CREG (3GPP TS 27.007 §7.2).
#pragma once
#include <cstdint>

namespace lapor::sim {

enum class Registration : std::uint8_t {
  unknown,    ///< the modem doesn't say
  searching,  ///< not registered: no network, or still looking for one
  home,
  roaming,
  denied  ///< the network refuses this SIM
};

}  // namespace lapor::sim
