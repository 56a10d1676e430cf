#include "domain/sms/octet_text.hpp"

#include <random>
#include <string>

#include "base/utf8.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace std::string_literals;

namespace {
std::string read(const std::string& octets) {
  const auto text = sms::read_octet_text(octets);
  return text ? utf8::from_utf16(*text) : "(data)";
}
}  // namespace

TEST_CASE("P1: words in 8-bit coding are read in what phones write them in", "[octets]") {
  CHECK(read("LAPOR JALAN lubang") == "LAPOR JALAN lubang");
  CHECK(read("ya\0"s) == "ya");
  CHECK(read("5") == "5");
  CHECK(read("café di \xE2\x82\xAC 5") == "café di € 5");
  CHECK(read("caf\xE9 di \x80 5") == "café di € 5");
  CHECK(read("\0L\0A\0P\0O\0R"s) == "LAPOR");
  CHECK(read("ꦗꦭꦤ꧀") == "ꦗꦭꦤ꧀");
  CHECK(read("\xF0\x9F\x99\x8F") == "🙏");
}

TEST_CASE("P1: data stays data", "[octets]") {
  CHECK(read("") == "(data)");
  CHECK(read("\x01\x06\x03\xAE\x81\xEA"s) == "(data)");
  CHECK(read("LAPOR\x02\x01"s) == "(data)");
  CHECK(read("\xDE\xAD\xBE\xEF\xCA\xFE") == "(data)");
  CHECK(read("+/=!?;:#&") == "(data)");
}

TEST_CASE("P1: a character that a border cut is repaired, and nothing else changes", "[octets]") {
  const auto repaired = [](std::u16string before, std::u16string after) {
    sms::mend_cut_character(before, after);
    return utf8::from_utf16(before + after);
  };
  CHECK(repaired(u"caf\u00C3", u"\u00A9!") == "café!");
  CHECK(repaired(u"a\u00E2\u201A", u"\u00AC b") == "a€ b");
  CHECK(repaired(u"a\u00C3", u"b") == "aÃb");
  CHECK(repaired(u"", u"") == "");
}

TEST_CASE("any octets are read or refused", "[octets]") {
  std::mt19937 die{1252};
  for (int round = 0; round < 3000; ++round) {
    std::string octets(die() % 20, '\0');
    for (auto& c : octets) c = static_cast<char>(die());
    auto text = sms::read_octet_text(octets).value_or(u"");
    auto after = text;
    sms::mend_cut_character(text, after);
  }
}
