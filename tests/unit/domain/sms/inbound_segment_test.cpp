#include "domain/sms/inbound_segment.hpp"

#include <random>
#include <string>

#include "support/catch.hpp"

using namespace lapor;
using namespace std::string_literals;

TEST_CASE("both widths of the concatenation element are read", "[part]") {
  CHECK(sms::concat_of("\x00\x03\x2A\x02\x01"s) == sms::Concat{0x2A, 8, 2, 1});
  CHECK(sms::concat_of("\x08\x04\x12\x34\x03\x03"s) == sms::Concat{0x1234, 16, 3, 3});
}

TEST_CASE("the element is found among others", "[part]") {
  CHECK(sms::concat_of("\x05\x04\x0B\x84\x23\xF0\x00\x03\x07\x02\x02"s) == sms::Concat{7, 8, 2, 2});
}

TEST_CASE("a sender may count from 0, and up to 255", "[part]") {
  CHECK(sms::concat_of("\x00\x03\x2A\x02\x00"s) == sms::Concat{0x2A, 8, 2, 0});
  CHECK(sms::concat_of("\x00\x03\x2A\xFF\x36"s) == sms::Concat{0x2A, 8, 255, 54});
}

TEST_CASE("a header names national tables, and a language without one is the default", "[part]") {
  CHECK(sms::alphabet_of("\x24\x01\x01\x25\x01\x06"s) == sms::Alphabet{6, 1});
  CHECK(sms::alphabet_of("\x24\x01\x63"s) == sms::Alphabet{});
  CHECK(sms::alphabet_of("\x24\x02\x01\x01"s) == sms::Alphabet{});
}

TEST_CASE("an element that makes no sense leaves the part a text of its own", "[part]") {
  CHECK_FALSE(sms::concat_of(""));
  CHECK_FALSE(sms::concat_of("\x00\x03\x2A\x02\x03"s));  // 3 of 2
  CHECK_FALSE(sms::concat_of("\x00\x03\x2A\x00\x00"s));  // of none
  CHECK_FALSE(sms::concat_of("\x00\x04\x2A\x02\x01"s));  // a length past the end
  CHECK_FALSE(sms::concat_of("\x00\x02\x2A\x02"s));      // too short for its kind
  CHECK_FALSE(sms::concat_of("\x00"s));
}

TEST_CASE("a text of a person is one, in parts and of the classes that phones use too", "[part]") {
  sms::InboundSegment part;
  part.text = u"lapor jalan rusak";
  CHECK_FALSE(sms::quarantine_cause(part, true));
  part.udh = "\x00\x03\x2A\x02\x01"s;
  CHECK_FALSE(sms::quarantine_cause(part, true));
  for (const unsigned kept : {1u, 2u, 3u}) {
    part.message_class = kept;
    CHECK_FALSE(sms::quarantine_cause(part, true));
  }
  part.pid = 0x41;  // replaces the last one: still a person's words
  CHECK_FALSE(sms::quarantine_cause(part, true));
}

TEST_CASE("what no person wrote to be kept is quarantined with its cause", "[part]") {
  const auto cause = [](auto change) {
    sms::InboundSegment part;
    part.text = u"1 pesan suara baru";
    change(part);
    return sms::name(sms::quarantine_cause(part, false).value());
  };
  CHECK(cause([](auto& p) { p.message_class = 0; }) == "class 0");
  CHECK(cause([](auto& p) { p.pid = 0x40; }) == "status: silent");
  CHECK(cause([](auto& p) { p.waiting_indication = true; }) == "status: message waiting");
  CHECK(cause([](auto& p) { p.udh = "\x01\x02\x80\x01"s; }) == "status: message waiting");
  CHECK(cause([](auto& p) { p.pid = 0x5F; }) == "status: message waiting");
  CHECK(cause([](auto& p) { p.pid = 0x7F; }) == "binary: for the SIM or the modem");
  CHECK(cause([](auto& p) { p.coding = sms::Coding::octets, p.text.clear(); }) == "binary: 8-bit");
  CHECK(cause([](auto& p) { p.udh = "\x05\x04\x15\x81\x00\x00"s; }) == "binary: for a port");
  CHECK(cause([](auto& p) { p.udh = "\x04\x02\xF2\x00"s; }) == "binary: for a port");
}

TEST_CASE("what a person's phone sends with words is a text, but for what no phone shows", "[part]") {
  const auto taken = [](auto change) {
    sms::InboundSegment part;
    part.text = u"lapor jalan rusak";
    change(part);
    return !sms::quarantine_cause(part, true);
  };
  CHECK(taken([](auto& p) { p.message_class = 0; }));
  CHECK(taken([](auto& p) { p.waiting_indication = true; }));
  CHECK(taken([](auto& p) { p.pid = 0x5F; }));
  CHECK(taken([](auto& p) { p.pid = 0x7F; }));
  CHECK(taken([](auto& p) { p.udh = "\x05\x04\x00\x00\x00\x00"s; }));  // port 0
  CHECK(taken([](auto& p) { p.udh = "\x04\x02\x10\x00"s; }));          // a reserved 8-bit port
  CHECK_FALSE(taken([](auto& p) { p.pid = 0x40; }));
  CHECK_FALSE(taken([](auto& p) { p.udh = "\x05\x04\x15\x81\x00\x00"s; }));
  CHECK_FALSE(taken([](auto& p) { p.text = u" ", p.message_class = 0; }));
}

TEST_CASE("octets become a text where a person can read them", "[part]") {
  const auto read = [](std::string octets) {
    sms::InboundSegment part;
    part.coding = sms::Coding::octets;
    part.octets = std::move(octets);
    return sms::with_readable_octets(part);
  };
  CHECK(read("LAPOR JALAN rusak").text == u"LAPOR JALAN rusak");
  CHECK(read("\x01\x06\x03\xAE").text.empty());
}

TEST_CASE("a WAP push is known by its port, and an MMS notice by what is pushed", "[part]") {
  sms::InboundSegment push;
  push.coding = sms::Coding::octets;
  push.udh = "\x05\x04\x0B\x84\x23\xF0"s;
  push.octets = "\x01\x06\x03\xAE\x81\xEA"s;
  CHECK(sms::quarantine_cause(push, true) == sms::QuarantineCause::wap_push);
  push.octets = "\x01\x06\x03\xBE\xAF\x84"s;
  CHECK(sms::quarantine_cause(push, true) == sms::QuarantineCause::mms_notice);
  push.octets =
      "\x01\x06\x22"
      "application/vnd.wap.mms-message\x00"s;
  CHECK(sms::quarantine_cause(push, true) == sms::QuarantineCause::mms_notice);
}

TEST_CASE("any bytes make a header that is read or refused", "[part]") {
  std::mt19937 die{23040};
  for (int round = 0; round < 5000; ++round) {
    std::string udh(die() % 12, '\0');
    for (auto& b : udh) b = static_cast<char>(die() % (die() % 2 ? 10 : 256));
    sms::InboundSegment part;
    part.udh = udh;
    (void)sms::quarantine_cause(part, true);
    if (const auto c = sms::concat_of(udh))
      REQUIRE((c->number <= c->total && c->total >= 1 && c->total <= 255));
  }
}
