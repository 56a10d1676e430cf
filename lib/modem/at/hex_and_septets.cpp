#include "modem/at/hex_and_septets.hpp"

#include <charconv>

namespace lapor::modem {

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    unsigned octet = 0;
    const auto [end, ec] = std::from_chars(text.data() + i, text.data() + i + 2, octet, 16);
    if (ec != std::errc{} || end != text.data() + i + 2) return std::nullopt;
    out += static_cast<char>(octet);
  }
  return out;
}

std::optional<std::string> unpacked(std::string_view packed, std::size_t skip, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    const auto bit = skip + 7 * i, byte = bit / 8;
    if (byte >= packed.size()) return std::nullopt;
    unsigned two = static_cast<unsigned char>(packed[byte]);
    if (byte + 1 < packed.size()) two |= unsigned{static_cast<unsigned char>(packed[byte + 1])} << 8;
    out += static_cast<char>((two >> (bit % 8)) & 0x7F);
  }
  return out;
}

}  // namespace lapor::modem
