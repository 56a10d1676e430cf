#include "domain/sms/address.hpp"

#include <random>
#include <string>

#include "support/catch.hpp"

using namespace lapor;
using sms::AddressKind;

namespace {
sms::Address read(std::string_view text) { return sms::read_address(text, "ID"); }
}  // namespace

// The numbers +62 811-0000-xxx are fictitious.
TEST_CASE("a mobile number is the same however it is written", "[address]") {
  const sms::Address expected{"+628110000123", AddressKind::mobile, "ID"};
  for (const auto* written :
       {"08110000123", "628110000123", "+628110000123", "00628110000123", "+62 811-0000-123", "0811 0000 123",
        "(0811) 0000.123", " +628110000123\r\n",
        // B12: marked as international by the centre, though it came in another form
        "+08110000123", "+00628110000123", "+8110000123", "8110000123", "+6208110000123"})
    CHECK(read(written) == expected);
}

TEST_CASE("a short number that begins like the country code is not taken twice as foreign", "[address]") {
  CHECK(read("62811000012").text == "+62811000012");
}

TEST_CASE("a short code is told apart before it could parse as a number", "[address]") {
  for (const auto* code : {"919", "1708", "92828", "112", "123456"})
    CHECK(read(code) == sms::Address{code, AddressKind::short_code, ""});
}

TEST_CASE("a name is no number, even where its letters stand on a keypad", "[address]") {
  for (const auto* name : {"TELKOMSEL", "LAPOR!", "1-800-FLOWERS", "Info 123", "3Indonesia"})
    CHECK(read(name) == sms::Address{name, AddressKind::alphanumeric, ""});
}

TEST_CASE("a landline is a number but not a mobile one", "[address]") {
  const auto landline = read("(024) 8441256");
  CHECK(landline.kind == AddressKind::landline);
  CHECK(landline.text == "+62248441256");
}

TEST_CASE("a foreign mobile number keeps its country", "[address]") {
  const auto british = read("+447400123456");
  CHECK(british.kind == AddressKind::mobile);
  CHECK(british.country == "GB");
}

TEST_CASE("only mobile numbers of the answered countries are answered", "[address]") {
  CHECK(sms::answerable(read("08110000123"), {"ID"}));
  CHECK_FALSE(sms::answerable(read("+447400123456"), {"ID"}));
  CHECK(sms::answerable(read("+447400123456"), {"ID", "GB"}));
  CHECK_FALSE(sms::answerable(read("02484412560"), {"ID"}));
  CHECK_FALSE(sms::answerable(read("919"), {"ID"}));
  CHECK_FALSE(sms::answerable(read("TELKOMSEL"), {"ID"}));
}

TEST_CASE("what is no address is kept as received and never answered", "[address]") {
  CHECK(read("").kind == AddressKind::unknown);
  CHECK(read("12").kind == AddressKind::unknown);
  CHECK(read("*123#").text == "*123#");
  CHECK(read("+").kind == AddressKind::unknown);
  CHECK(read(std::string(5000, '8')).kind == AddressKind::unknown);
}

TEST_CASE("any bytes give an address", "[address]") {
  std::mt19937 die{811};
  const std::string alphabet = "0123456789+ -()#*;=@aZ\xFF\xC3\x01";
  for (int round = 0; round < 3000; ++round) {
    std::string bytes(die() % 20, '\0');
    for (auto& b : bytes) b = alphabet[die() % alphabet.size()];
    const auto address = read(bytes);
    if (address.kind == AddressKind::mobile) {
      REQUIRE(address.text.starts_with("+"));
      REQUIRE(read(address.text) == address);
    }
  }
}
