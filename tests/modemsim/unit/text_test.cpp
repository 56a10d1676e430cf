#include "modemsim/text.hpp"

#include "support/catch.hpp"

using namespace lapor::modemsim;

TEST_CASE("the GSM alphabet has 127 characters beside the escape, and each comes back") {
  std::string all;
  for (char c = 0; c < 127; ++c) {
    if (c != 0x1B) all += c;
  }
  all += 127;
  CHECK(from_septets(all).size() == 127);
  CHECK(to_septets(from_septets(all)) == all);
}

TEST_CASE("brackets and the euro sign take two septets") {
  CHECK(to_septets(u"[€]")->size() == 6);
  CHECK(from_septets(*to_septets(u"^{}\\[~]|€")) == u"^{}\\[~]|€");
}

TEST_CASE("a text outside the GSM alphabet has no septets") {
  CHECK_FALSE(to_septets(u"ꦗ"));
  CHECK_FALSE(to_septets(u"\x1B"));
}

TEST_CASE("packing is the inverse of unpacking at every alignment") {
  for (unsigned fill = 0; fill < 7; ++fill) {
    CHECK(unpack(pack("hellohello", fill), 10, fill) == "hellohello");
  }
  CHECK(to_hex(pack("hellohello", 0)) == "E8329BFD4697D9EC37");  // the example of every PDU handbook
}

TEST_CASE("UTF-16 keeps characters outside the first plane") {
  CHECK(to_utf16("a😀").size() == 3);
  CHECK(from_utf16(to_utf16("Sungai 😀 — ꦗꦮ")) == "Sungai 😀 — ꦗꦮ");
}

TEST_CASE("malformed UTF-8 and lone surrogates become replacement characters") {
  CHECK(to_utf16("a\xC3") == u"a\xFFFD");
  CHECK(to_utf16("\xC0\x80") == u"\xFFFD\xFFFD");
  CHECK(from_utf16(std::u16string(1, char16_t(0xD83D))) == "\xEF\xBF\xBD");
}

TEST_CASE("escapes keep any text on one line and come back") {
  const std::string text = "satu\ndua\\tiga\r\x01 €";
  CHECK(escape(text).find('\n') == std::string::npos);
  CHECK(unescape(escape(text)) == text);
}

TEST_CASE("two \\u escapes make a surrogate pair") {
  CHECK(unescape("\\ud83d\\ude00 \\u20ac") == "😀 €");
  CHECK(unescape("C:\\zzz \\u12") == "C:\\zzz \\u12");
}

TEST_CASE("hex refuses odd lengths and other characters") {
  CHECK(from_hex("00ff") == std::string("\0\xFF", 2));
  CHECK_FALSE(from_hex("0"));
  CHECK_FALSE(from_hex("0g"));
}
