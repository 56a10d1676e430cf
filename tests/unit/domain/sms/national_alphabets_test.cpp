#include "domain/sms/national_alphabets.hpp"

#include <string>

#include "base/utf8.hpp"
#include "domain/sms/gsm7.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace std::string_literals;

TEST_CASE("B16: each language's locking table writes its words", "[gsm7]") {
  const auto read = [](unsigned language, const std::string& septets) {
    return sms::from_gsm7(septets, {language, 0});
  };
  CHECK(read(1, "\x40y\x07l\x0C\x1D"s) == "İyılğş");
  CHECK(read(3, "irm\x7Bo"s) == "irmão");
  CHECK(read(4, "\x40\x50\x01\x46\x50"s) == "বাংলা");
  CHECK(read(5, "\x17\x50\x42"s) == "ગામ");
  CHECK(read(6, "\x41\x50\x44\x27"s) == "भारत");
  CHECK(read(7, "\x2F\x17\x44"s) == "ನಗರ");
  CHECK(read(8, "\x15\x59\x44\x47\x01"s) == "കേരളം");
  CHECK(read(9, "\x2F\x17\x44"s) == "ନଗର");
  CHECK(read(10, "\x3D\x51\x7B\x24"s) == "ਪਿੰਡ");
  CHECK(read(11, "\x27\x42\x51\x48\x5F"s) == "தமிழ்");
  CHECK(read(12, "\x2F\x17\x44"s) == "నగర");
  CHECK(read(13, "\x05\x00\x47"s) == "پاک");
}

TEST_CASE("B16: each language's single shift table is read after an escape", "[gsm7]") {
  const auto read = [](unsigned language, const std::string& septets) {
    return sms::from_gsm7(septets, {0, language});
  };
  CHECK(read(1, "\x1Bs\x1Bg\x1Bi"s) == "şğı");
  CHECK(read(2, "\x1B\x61\x1B\x6F"s) == "áó");
  CHECK(read(3, "\x1B\x7B\x1B\x7F"s) == "ãâ");
  CHECK(read(4, "\x1B\x19\x1B\x1C"s) == "০২");
  CHECK(read(5, "\x1B\x1C\x1B\x25"s) == "૦૯");
  CHECK(read(6, "\x1B\x1C\x1B\x19"s) == "०।");
  CHECK(read(7, "\x1B\x2A"s) == "ೲ");
  CHECK(read(8, "\x1B\x2E\x1B\x34"s) == "ൺൿ");
  CHECK(read(9, "\x1B\x2C"s) == "ୱ");
  CHECK(read(10, "\x1B\x2B"s) == "ੜ");
  CHECK(read(11, "\x1B\x26"s) == "௳");
  CHECK(read(12, "\x1B\x32"s) == "౿");
  CHECK(read(13, "\x1B\x1C\x1B\x3F"s) == "۰۔");
  for (unsigned language = 1; language <= 13; ++language) {
    INFO(language);
    CHECK(read(language, "\x1B\x65\x1B\x28\x1B\x3C"s) == "€{[");
  }
}

TEST_CASE("B16: what a single shift table lacks is read from the locking table", "[gsm7]") {
  CHECK(sms::from_gsm7("\x1BX"s, {0, 1}) == "X");
  CHECK(sms::from_gsm7("\x1B\x41"s, {6, 1}) == "भ");
  CHECK(sms::from_gsm7("\x1B\x1B"s, {6, 6}) == " ");
}

TEST_CASE("a language without a table is the default alphabet", "[gsm7]") {
  for (const unsigned language : {2u, 14u, 255u}) CHECK(sms::locking_table(language).empty());
  CHECK(sms::from_gsm7("\x00"s, {14, 0}) == "@");
  CHECK(sms::shifted(14, 0x65) == 0);
}

TEST_CASE("B15: an escape at the end of a segment is kept for the next", "[gsm7]") {
  CHECK(sms::units_of_gsm7("a\x1B"s, {}) == u"a\u001B");
  CHECK(sms::units_of_gsm7("a\x1B\x1B"s, {}) == u"a ");
  CHECK(sms::units_of_gsm7("a\x1B\x1B\x1B"s, {}) == u"a \u001B");
  CHECK(sms::after_escape(U'e', {}) == U'€');
  CHECK(sms::after_escape(U'ж', {}) == U'ж');
}
