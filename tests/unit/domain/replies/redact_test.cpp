#include "domain/replies/redact.hpp"

#include <random>
#include <string>

#include "base/utf8.hpp"
#include "domain/sms/gsm7.hpp"
#include "support/catch.hpp"

using namespace lapor;
using replies::redact;
using replies::shorten;

// The numbers +62 811-0000-xxx are fictitious.
TEST_CASE("a phone number is blanked however it is written", "[redact]") {
  for (const auto* phone :
       {"08110000123", "628110000123", "+628110000123", "00628110000123", "0811-0000-123", "0811 0000 123",
        "0811.0000.123", "+62 811-0000-123", "+62 811 0000 123", "62 811 0000 123", "(0811) 0000123",
        "0811 00 00 123", "0811-0000-01-23", "024-8441256", "(024) 8441256", "8110000123"})
    CHECK(redact("hub " + std::string(phone) + " ya") == "hub [nomor] ya");
}

TEST_CASE("an identity number is blanked, in one run or in groups", "[redact]") {
  CHECK(redact("NIK 3374012345678901 blm jadi") == "NIK [nomor] blm jadi");
  CHECK(redact("NIK:3374 0123 4567 8901.") == "NIK:[nomor].");
  CHECK(redact("KK 337401-234567-8901") == "KK [nomor]");
  for (const auto* nik : {"3374.0123.4567.8901", "33.74.01.010190.0001", "337401.010190.0001",
                          "33 74 01 010190 0001", "3374-01-010190-0001", "3374 010190 0001 22"})
    CHECK(redact("NIK " + std::string(nik) + ", warga") == "NIK [nomor], warga");
  CHECK(redact("no 337401234567890 salah ketik") == "no [nomor] salah ketik");
}

TEST_CASE("ticket numbers stay", "[redact]") {
  for (const auto* text :
       {"cek 1234566", "lg1234566 dan 6543213", "no 1000015 sejak 3 hari", "1234566 6543213 1002349"})
    CHECK(redact(text) == text);
  CHECK(redact("tgl 03.03.2026 jam 08.00, RT 02 RW 03, Rp 1.500.000.000") ==
        "tgl 03.03.2026 jam 08.00, RT 02 RW 03, Rp 1.500.000.000");
  CHECK(redact("1234566 hub 08110000123") == "1234566 hub [nomor]");
  CHECK(redact("1234566 08110000123") == "1234566 [nomor]");
  CHECK(redact("0811 000 000 1234566") == "[nomor] 1234566");
}

TEST_CASE("numbers of everyday life stay", "[redact]") {
  for (const auto* text :
       {"", "rt 03 rw 08 no 12", "jam 08.00-12.00", "Rp 150.000.000", "tgl 12-03-2026 jam 10.30",
        "km 12 rusak 3 minggu", "diminta 50rb", "kode pos 50132", "jalan no. 12 08.30 pagi",
        "harga 2500000 per 100 kg", "08.00-12.00 1234566"})
    CHECK(redact(text) == text);
}

TEST_CASE("two numbers side by side are two", "[redact]") {
  CHECK(redact("08110000123 08110000124") == "[nomor] [nomor]");
  CHECK(redact("08110000123/08110000124") == "[nomor]/[nomor]");
  CHECK(redact("0811 0000 123 12 orang") == "[nomor] 12 orang");
}

TEST_CASE(
    "no run of ten digits that begins like a phone number survives, and redacting twice changes nothing",
    "[redact]") {
  std::mt19937 die{27};
  const std::string alphabet = "0123456789 -.+()a";
  for (int round = 0; round < 5000; ++round) {
    std::string text(die() % 40, '\0');
    for (auto& b : text) b = alphabet[die() % alphabet.size()];
    const auto once = redact(text);
    REQUIRE(redact(once) == once);
    REQUIRE(redact(text + "x08110000123") == once + "x[nomor]");
  }
}

TEST_CASE("a text that fits is left alone", "[shorten]") {
  CHECK(shorten("jalan rusak", 11) == "jalan rusak");
  CHECK(shorten("", 0).empty());
}

TEST_CASE("a text is cut at a word and says so", "[shorten]") {
  CHECK(shorten("jalan rusak parah sekali", 20) == "jalan rusak parah..");
  CHECK(shorten("jalan rusak parah", 13) == "jalan rusak..");
  CHECK(shorten(std::string(50, 'a'), 10) == "aaaaaaaa..");
}

TEST_CASE("length is counted in septets, or in UTF-16 units where it must be", "[shorten]") {
  CHECK(shorten("[[[[[", 10) == "[[[[[");
  CHECK(shorten("[[[[[", 9) == "[[[..");
  CHECK(shorten("🙏🙏🙏🙏", 8) == "🙏🙏🙏🙏");
  CHECK(shorten("🙏🙏🙏🙏", 7) == "🙏🙏..");
}

TEST_CASE("whatever the text and the limit, the result fits", "[shorten]") {
  std::mt19937 die{60};
  const std::vector<std::string> letters{"a", " ", "€", "é", "ꦗ", "🙏", "[", "b"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    const auto kinds = die() % 2 ? 4u : 8u;
    for (auto n = die() % 80; n > 0; --n) text += letters[die() % kinds];
    const auto limit = die() % 70;
    const auto cut = shorten(text, limit);
    const auto gsm = sms::septets(text);
    const auto length = gsm ? sms::septets(cut).value() : utf8::to_utf16(cut).size();
    REQUIRE(length <= limit);
  }
}
