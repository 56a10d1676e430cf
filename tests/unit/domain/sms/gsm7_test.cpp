#include "domain/sms/gsm7.hpp"

#include <unicode/ucnv.h>

#include <memory>
#include <random>
#include <string>

#include "base/utf8.hpp"
#include "support/catch.hpp"

using namespace lapor;

namespace {

struct Close {
  void operator()(UConverter* c) const { ucnv_close(c); }
};

/// ICU's own table of TS 23.038, as the oracle.
std::string by_icu(const std::string& bytes) {
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, Close> converter{ucnv_open("gsm-03.38-2009", &code)};
  REQUIRE(U_SUCCESS(code));
  std::u16string units(64, u'\0');
  const auto n =
      ucnv_toUChars(converter.get(), units.data(), 64, bytes.data(), static_cast<int>(bytes.size()), &code);
  REQUIRE(U_SUCCESS(code));
  units.resize(static_cast<std::size_t>(n));
  return utf8::from_utf16(units);
}

}  // namespace

TEST_CASE("each septet of the default alphabet is the character that ICU knows", "[gsm7]") {
  for (char s = 0; s >= 0; ++s) {
    if (s != 0x1B && s != 0x09) CHECK(sms::from_gsm7({&s, 1}) == by_icu({s}));  // ICU gives 0x09 twice
    if (s == 0x7F) break;
  }
  CHECK(sms::from_gsm7("\x09") == "Ç");
}

TEST_CASE("each escape of the extension table is the character that ICU knows", "[gsm7]") {
  for (const char s : std::string("\x0A\x14\x28\x29\x2F\x3C\x3D\x3E\x40\x65")) {
    const std::string pair{0x1B, s};
    CHECK(sms::from_gsm7(pair) == by_icu(pair));
    CHECK(sms::to_gsm7(sms::from_gsm7(pair)) == pair);
  }
}

TEST_CASE("the default alphabet survives a round trip", "[gsm7]") {
  std::string all;
  for (char s = 0; s < 0x7F; ++s)
    if (s != 0x1B) all += s;
  all += 0x7F;
  CHECK(sms::to_gsm7(sms::from_gsm7(all)) == all);
  CHECK(sms::septets(sms::from_gsm7(all)) == 127);
}

TEST_CASE("an extension character costs two septets and a foreign one has none", "[gsm7]") {
  CHECK(sms::septets("") == 0);
  CHECK(sms::septets("[LAPOR]") == 9);
  CHECK(sms::septets("5€") == 3);
  CHECK_FALSE(sms::septets("rusak 🙏"));
  CHECK_FALSE(sms::septets("ꦗꦭꦤ꧀"));
  CHECK_FALSE(sms::septets("`"));
  CHECK_FALSE(sms::septets("\xFF"));
}

TEST_CASE("an undefined escape shows the character of the default table, a doubled one a space", "[gsm7]") {
  CHECK(sms::from_gsm7("a\x1B"
                       "Zb") == "aZb");
  CHECK(sms::from_gsm7("a\x1B\x1B"
                       "b") == "a b");
  CHECK(sms::from_gsm7("a\x1B") == "a ");
}

TEST_CASE("plain brings typographers' characters into the alphabet", "[gsm7]") {
  CHECK(sms::plain("“jalan” rusak…") == "\"jalan\" rusak...");
  CHECK(sms::plain("a\u00A0b – c\u200B `d` ＬＡＰＯＲ") == "a b - c 'd' LAPOR");
  CHECK(sms::plain("e\u0301 é") == "é é");
  CHECK(sms::plain("ﬁ ê ī") == "fi e i");
}

TEST_CASE("plain leaves what has no plain twin and what needs none", "[gsm7]") {
  CHECK(sms::plain("[LAPOR] é € @\n") == "[LAPOR] é € @\n");
  CHECK(sms::plain("🙏 ꦗꦭꦤ꧀ جالن") == "🙏 ꦗꦭꦤ꧀ جالن");
}

TEST_CASE("plain is idempotent and never takes a text out of the alphabet", "[gsm7]") {
  std::mt19937 die{1708};
  for (int round = 0; round < 3000; ++round) {
    std::u32string points;
    for (auto n = die() % 12; n > 0; --n)
      points += static_cast<char32_t>(die() % (die() % 2 ? 0x180 : 0x3000));
    const auto text = utf8::encode(points);
    const auto once = sms::plain(text);
    REQUIRE(sms::plain(once) == once);
    if (sms::septets(text)) REQUIRE(once == text);
    if (const auto n = sms::septets(once)) REQUIRE(sms::to_gsm7(once).size() == *n);
  }
}
