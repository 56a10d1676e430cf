// The generation of the network that carries a modem: <AcT> of +COPS (3GPP TS 27.007 §7.3).
#pragma once
#include <cstdint>
#include <string_view>

namespace lapor::sim {

enum class RadioAccess : std::uint8_t { unknown, second, third, fourth, fifth };

constexpr RadioAccess radio_access_of(unsigned technology) {
  switch (technology) {
    case 0:
    case 1:
    case 3:
    case 8:
      return RadioAccess::second;
    case 2:
    case 4:
    case 5:
    case 6:
      return RadioAccess::third;
    case 7:
    case 9:
      return RadioAccess::fourth;
    case 10:
    case 11:
    case 12:
    case 13:
      return RadioAccess::fifth;
    default:
      return RadioAccess::unknown;
  }
}

/// "2G" …, as `laporctl status` writes it; empty for unknown.
constexpr std::string_view name(RadioAccess access) {
  constexpr std::string_view names[] = {"", "2G", "3G", "4G", "5G"};
  return names[static_cast<unsigned>(access)];
}

}  // namespace lapor::sim
