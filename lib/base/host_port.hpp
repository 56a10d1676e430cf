// "192.0.2.1:8312", "[2001:db8::1]:8312" or "lapor.example.go.id:8312": where something listens. Pure.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/whole_number.hpp"

namespace lapor {

struct HostPort {
  std::string host;        ///< without brackets; whether there is such a host is for the caller to find
  std::uint16_t port = 0;  ///< 0, too
  bool bracketed = false;  ///< the text had them, as an IPv6 address wants
};

/// nullopt without a colon, without a host, or if what follows the last colon is no port.
inline std::optional<HostPort> read_host_port(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == text.npos || colon == 0) return std::nullopt;
  const auto port = whole_number<std::uint16_t>(text.substr(colon + 1));
  if (!port) return std::nullopt;
  auto host = text.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  return HostPort{std::string(host), *port, bracketed};
}

}  // namespace lapor
