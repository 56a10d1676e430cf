#include "base/utf8.hpp"

#include <random>
#include <string>

#include "support/catch.hpp"

using namespace lapor;

TEST_CASE("well-formed UTF-8 survives a round trip through code points and UTF-16", "[utf8]") {
  const std::string text = "jalan é € 🙏 ꦗꦭꦤ\xCD\x8F جالن";
  CHECK(utf8::encode(utf8::decode(text)) == text);
  CHECK(utf8::from_utf16(utf8::to_utf16(text)) == text);
  CHECK(utf8::clean(text) == text);
}

TEST_CASE("a malformed sequence becomes one U+FFFD for its longest good beginning", "[utf8]") {
  CHECK(utf8::decode("a\xFF"
                     "b") == U"a\uFFFDb");
  CHECK(utf8::decode("\xE2\x82") == U"\uFFFD");  // cut at the end
  CHECK(utf8::decode("\xE2\x82"
                     "A") == U"\uFFFDA");                        // the neighbour is not swallowed
  CHECK(utf8::decode("\xC0\xAF") == U"\uFFFD\uFFFD");            // overlong
  CHECK(utf8::decode("\xED\xA0\x80") == U"\uFFFD\uFFFD\uFFFD");  // a surrogate in disguise
  CHECK(utf8::decode("\xF4\x90\x80\x80").size() == 4);           // past U+10FFFF
  CHECK(utf8::decode("\x80") == U"\uFFFD");
}

TEST_CASE("points that are no characters are never encoded", "[utf8]") {
  std::string out;
  utf8::append(out, 0xD800);
  utf8::append(out, 0x110000);
  CHECK(out == "\uFFFD\uFFFD");
}

TEST_CASE("clean takes NUL out and keeps the rest", "[utf8]") {
  CHECK(utf8::clean(std::string("a\0b", 3)) == "ab");
  CHECK(utf8::clean("a\xC3") == "a\uFFFD");
}

TEST_CASE("a lone surrogate unit becomes U+FFFD and a pair one character", "[utf8]") {
  const std::u16string cut{u'a', char16_t(0xD83D)};
  CHECK(utf8::from_utf16(cut) == "a\uFFFD");
  CHECK(utf8::utf16_of_octets(std::string_view("\0a\xd8\x3d!", 5)) == std::u16string{u'a', 0xd83d});
  const std::u16string swapped{char16_t(0xDE4F), char16_t(0xD83D)};
  CHECK(utf8::from_utf16(swapped) == "\uFFFD\uFFFD");
  CHECK(utf8::to_utf16("🙏").size() == 2);
}

TEST_CASE("escape leaves nothing that could move a terminal's cursor or turn its text", "[utf8]") {
  CHECK(utf8::escape("jalan rusak é") == "jalan rusak é");
  CHECK(utf8::escape("\x1B[2J\r\n") == "\\x1b[2J\\x0d\\x0a");
  CHECK(utf8::escape("a\u202Eb") == "a\\u{202e}b");
  CHECK(utf8::escape("\u009B") == "\\u{009b}");
  CHECK(utf8::escape("\xFF") == "\\xff");
  CHECK(utf8::escape("\uFFFD") == "\uFFFD");
}

TEST_CASE("what leaves for a person's eyes stands in the order in which it is read", "[utf8]") {
  CHECK(utf8::visible("rusak \u202Edekat sekolah \u2066baru\u2069") == "rusak dekat sekolah baru");
  CHECK(utf8::visible("a\x1B[7m\x07\u009Bb\x7F") == "a[7mb");
  CHECK(utf8::visible("ju\u00ADdi\u200B\u2060\uFEFF\u061C on\U000E0041line") == "judi online");
  CHECK(utf8::visible("satu\ndua\ttiga\rempat\u2028lima") == "satu\ndua tiga empat lima");
  CHECK(utf8::visible("jalan é € 🙏 ꦗꦭꦤ جالن") == "jalan é € 🙏 ꦗꦭꦤ جالن");
  CHECK(utf8::visible("\xFF") == "\uFFFD");
}

TEST_CASE("a joiner stays inside a picture and nowhere else", "[utf8]") {
  CHECK(utf8::visible("👨\u200D👩\u200D👧") == "👨\u200D👩\u200D👧");
  CHECK(utf8::visible("🏳\uFE0F\u200D🌈") == "🏳\uFE0F\u200D🌈");
  CHECK(utf8::visible("a\u200Db \u200D👩 👩\u200D") == "ab 👩 👩");
}

TEST_CASE("any bytes decode to valid points and clean is idempotent", "[utf8]") {
  std::mt19937 die{20260303};
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(die() % 24, '\0');
    for (auto& b : bytes) b = static_cast<char>(die() % 3 ? 0x80 + die() % 128 : die() % 128);
    for (const auto c : utf8::decode(bytes)) CHECK((c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF)));
    const auto once = utf8::clean(bytes);
    REQUIRE(utf8::clean(once) == once);
    REQUIRE(utf8::from_utf16(utf8::to_utf16(bytes)) == utf8::encode(utf8::decode(bytes)));
  }
}

TEST_CASE("characters that stand for plain ones are plain, and what nobody sees within a word is gone",
          "[utf8]") {
  CHECK(utf8::plain("０８１１－００００") == "0811-0000");
  CHECK(utf8::plain("٠٨١١ ۰۸") == "0811 08");
  CHECK(utf8::plain("𝟎𝟖𝟗 𝐑𝐩𝟓𝟎") == "089 Rp50");
  CHECK(utf8::plain("bit.l\u00ady/x") == "bit.ly/x");
  CHECK(utf8::plain("jalan rusak – Blora, 5 m² 😀") == "jalan rusak - Blora, 5 m2 😀");
}
