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

std::string to_hex(std::string_view octets) {
  constexpr auto digits = "0123456789ABCDEF";
  std::string out;
  for (const unsigned char octet : octets) {
    out += digits[octet >> 4];
    out += digits[octet & 0x0F];
  }
  return out;
}

std::u16string utf16_units(std::string_view octets) {
  std::u16string out;
  for (std::size_t i = 0; i + 1 < octets.size(); i += 2)
    out += static_cast<char16_t>((static_cast<unsigned char>(octets[i]) << 8) |
                                 static_cast<unsigned char>(octets[i + 1]));
  return out;
}

std::optional<std::string> unpack_septets(std::string_view octets, std::size_t first_bit, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    const auto bit = first_bit + 7 * i, at = bit / 8;
    if (at >= octets.size()) return std::nullopt;
    unsigned two = static_cast<unsigned char>(octets[at]);
    if (at + 1 < octets.size()) two |= unsigned{static_cast<unsigned char>(octets[at + 1])} << 8;
    out += static_cast<char>((two >> (bit % 8)) & 0x7F);
  }
  return out;
}

std::string pack_septets(std::string_view septets) {
  std::string out;
  unsigned bits = 0, count = 0;
  for (const unsigned char septet : septets) {
    bits |= unsigned{septet} << count;
    count += 7;
    for (; count >= 8; count -= 8, bits >>= 8) out += static_cast<char>(bits & 0xFF);
  }
  if (count > 0) out += static_cast<char>(bits & 0xFF);
  return out;
}

}  // namespace lapor::modem
