#include "modem/at/hex_and_septets.hpp"

#include <random>

#include "support/catch.hpp"

using namespace lapor::modem;

TEST_CASE("hexadecimal is read whole or not at all") {
  CHECK(from_hex("00ff7A") == std::string("\x00\xff\x7a", 3));
  CHECK(from_hex("") == "");
  for (const auto* bad : {"0", "0g", "+1", " 1", "0x"}) CHECK_FALSE(from_hex(bad));
  CHECK(to_hex(std::string("\x00\xff\x7a", 3)) == "00FF7A");
}

TEST_CASE("septets come back as they were packed, from any bit on") {
  std::mt19937 luck(20260303);
  for (std::size_t length = 0; length < 40; ++length) {
    std::string septets;
    for (std::size_t i = 0; i < length; ++i) septets += static_cast<char>(luck() & 0x7F);
    const auto packed = pack_septets(septets);
    CHECK(packed.size() == (length * 7 + 7) / 8);
    CHECK(unpack_septets(packed, 0, length) == septets);
    if (length > 2) CHECK(unpack_septets(packed, 14, length - 2) == septets.substr(2));
    CHECK_FALSE(unpack_septets(packed, 0, length + 2));
  }
}

TEST_CASE("UTF-16BE becomes units, and a last odd octet is dropped") {
  CHECK(utf16_units(std::string("\x00\x41\xd8\x3d\x99", 5)) == std::u16string{u'A', 0xD83D});
}
