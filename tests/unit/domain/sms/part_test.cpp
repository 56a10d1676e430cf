#include "domain/sms/part.hpp"

#include <random>
#include <string>

#include "support/catch.hpp"

using namespace lapor;
using namespace std::string_literals;

TEST_CASE("both widths of the concatenation element are read", "[part]") {
  CHECK(sms::concat_of("\x00\x03\x2A\x02\x01"s, 10) == sms::Concat{0x2A, 8, 2, 1});
  CHECK(sms::concat_of("\x08\x04\x12\x34\x03\x03"s, 10) == sms::Concat{0x1234, 16, 3, 3});
}

TEST_CASE("the element is found among others", "[part]") {
  CHECK(sms::concat_of("\x05\x04\x0B\x84\x23\xF0\x00\x03\x07\x02\x02"s, 10) == sms::Concat{7, 8, 2, 2});
}

TEST_CASE("an element that makes no sense leaves the part a text of its own", "[part]") {
  CHECK_FALSE(sms::concat_of("", 10));
  CHECK_FALSE(sms::concat_of("\x00\x03\x2A\x02\x00"s, 10));  // number 0
  CHECK_FALSE(sms::concat_of("\x00\x03\x2A\x02\x03"s, 10));  // 3 of 2
  CHECK_FALSE(sms::concat_of("\x00\x03\x2A\x00\x00"s, 10));  // of none
  CHECK_FALSE(sms::concat_of("\x00\x03\x2A\x36\x01"s, 10));  // of 54
  CHECK_FALSE(sms::concat_of("\x00\x04\x2A\x02\x01"s, 10));  // a length past the end
  CHECK_FALSE(sms::concat_of("\x00\x02\x2A\x02"s, 10));      // too short for its kind
  CHECK_FALSE(sms::concat_of("\x00"s, 10));
}

TEST_CASE("only a text can become a report", "[part]") {
  sms::Part part;
  part.text = u"lapor jalan rusak";
  CHECK(sms::kind_of(part) == sms::PartKind::text);
  part.udh = "\x00\x03\x2A\x02\x01"s;
  CHECK(sms::kind_of(part) == sms::PartKind::text);
  part.udh = "\x05\x04\x0B\x84\x23\xF0"s;
  CHECK(sms::kind_of(part) == sms::PartKind::binary);
  part.udh = "\x01\x02\x80\x01"s;
  CHECK(sms::kind_of(part) == sms::PartKind::status);
}

TEST_CASE("voicemail marks, silent texts and octets are no reports", "[part]") {
  sms::Part waiting, silent, octets;
  waiting.waiting_indication = true;
  silent.pid = 0x40;
  octets.coding = sms::Coding::octets;
  CHECK(sms::kind_of(waiting) == sms::PartKind::status);
  CHECK(sms::kind_of(silent) == sms::PartKind::status);
  CHECK(sms::kind_of(octets) == sms::PartKind::binary);
}

TEST_CASE("any bytes make a header that is read or refused", "[part]") {
  std::mt19937 die{23040};
  for (int round = 0; round < 5000; ++round) {
    std::string udh(die() % 12, '\0');
    for (auto& b : udh) b = static_cast<char>(die() % (die() % 2 ? 10 : 256));
    sms::Part part;
    part.udh = udh;
    (void)sms::kind_of(part);
    if (const auto c = sms::concat_of(udh, 10))
      REQUIRE((c->number >= 1 && c->number <= c->total && c->total <= 10));
  }
}
