// The registration of a SIM with its network: <stat> of +CREG, +CGREG and +CEREG (3GPP TS 27.007 §7.2,
// §10.1.20, §10.1.22).
#pragma once
#include <cstdint>
#include <string_view>

namespace lapor::sim {

enum class Registration : std::uint8_t {
  unknown,    ///< the modem doesn't say
  searching,  ///< not registered: no network, or still looking for one
  home,
  roaming,
  denied,    ///< the network refuses this SIM
  sms_only,  ///< registered for SMS and nothing else, as on many LTE networks
  emergency  ///< the network takes emergency calls only
};

/// True if a text may leave. An unknown registration counts as registered, because not every modem tells.
constexpr bool is_registered(Registration registration) {
  return registration != Registration::searching && registration != Registration::denied &&
         registration != Registration::emergency;
}
/// Chooses between the registrations of two domains of a network: one by which a text may leave, if any;
/// a refusal before a search.
constexpr Registration best_of(Registration a, Registration b) {
  const auto rank = [](Registration r) {
    switch (r) {
      case Registration::home:
        return 6;
      case Registration::roaming:
        return 5;
      case Registration::sms_only:
        return 4;
      case Registration::denied:
        return 3;
      case Registration::emergency:
        return 2;
      case Registration::searching:
        return 1;
      case Registration::unknown:
        break;
    }
    return 0;
  };
  return rank(a) >= rank(b) ? a : b;
}

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
    case Registration::sms_only:
      return "sms_only";
    case Registration::emergency:
      return "emergency";
    case Registration::unknown:
      break;
  }
  return {};
}

}  // namespace lapor::sim
