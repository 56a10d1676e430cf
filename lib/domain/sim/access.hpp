// Which generation of network carries a modem: <AcT> of +COPS (3GPP TS 27.007 §7.3).
#pragma once
#include <cstdint>
#include <string_view>

namespace lapor::sim {

enum class Access : std::uint8_t { unknown, second, third, fourth, fifth };

constexpr Access access_of(unsigned technology) {
  switch (technology) {
    case 0:
    case 1:
    case 3:
    case 8:
      return Access::second;
    case 2:
    case 4:
    case 5:
    case 6:
      return Access::third;
    case 7:
    case 9:
      return Access::fourth;
    case 10:
    case 11:
    case 12:
    case 13:
      return Access::fifth;
    default:
      return Access::unknown;
  }
}

/// "2G" …, as `laporctl status` writes it; empty for unknown.
constexpr std::string_view name(Access access) {
  constexpr std::string_view names[] = {"", "2G", "3G", "4G", "5G"};
  return names[static_cast<unsigned>(access)];
}

}  // namespace lapor::sim
