// Phone numbers are fictitious.
#include "modem/at/pdu.hpp"

#include "base/utf8.hpp"
#include "domain/sms/address.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;

namespace {

// SMSC +628110000000, then a deliver from +628110000501.
const std::string smsc = "0791261801000000";
const std::string from = "0C91261801005010";
const std::string time_stamp = "62303080000082";  // 2026-03-03 08:00:00 +07:00

std::string deliver(const std::string& first, const std::string& pid_dcs, const std::string& data) {
  return smsc + first + from + pid_dcs + time_stamp + data;
}

sms::InboundSegment part(const std::string& hex) {
  const auto read = read_pdu(hex);
  if (const auto* bad = std::get_if<BadPdu>(&read)) FAIL(bad->cause);
  return std::get<sms::InboundSegment>(read);
}

}  // namespace

TEST_CASE("a GSM 7-bit text is read with its sender and time") {
  const auto p = part(deliver("04", "0000", "05E8329BFD06"));
  CHECK(utf8::from_utf16(p.text) == "hello");
  CHECK(p.sender == "+628110000501");
  CHECK(iso8601(p.service_centre_time) == "2026-03-03T01:00:00Z");
  CHECK(p.coding == sms::Coding::gsm7);
  CHECK_FALSE(p.message_class);
}

TEST_CASE("UCS-2 keeps its tildes and half surrogates") {
  const auto p = part(deliver("04", "0008", "06007E007ED83C"));
  CHECK(p.text == std::u16string{u'~', u'~', 0xD83C});
}

TEST_CASE("septets begin after the header's fill bits") {
  const auto p = part(deliver("44", "0000", "120500030702019841E8530A5206994127"));
  CHECK(p.udh == std::string("\x00\x03\x07\x02\x01", 5));
  CHECK(utf8::from_utf16(p.text) == "LAPOR JALAN");
}

TEST_CASE("a class, a silent type and a voicemail lamp are told apart") {
  CHECK(part(deliver("04", "0010", "00")).message_class == 0u);
  CHECK(part(deliver("04", "4000", "00")).pid == 0x40);
  CHECK(part(deliver("04", "00C8", "00")).waiting_indication);
  CHECK(part(deliver("44", "0004",
                     "0504"
                     "01020800"))
            .waiting_indication);
  CHECK(part(deliver("04", "00F5", "0201FF")).octets == std::string("\x01\xff", 2));
}

TEST_CASE("a sender may be a name") {
  const auto p = part(smsc + "04" + "0AD0C4A4333805" + "0000" + time_stamp + "00");
  CHECK(p.sender == "DINAS");
}

TEST_CASE("a name of digits is a name, and no officer's number") {
  const auto p = part(smsc + "04" + "14D0305C2C0683C160B2580C" + "0000" + time_stamp + "00");
  CHECK(sms::read_address(p.sender, "ID").kind == sms::AddressKind::alphanumeric);
}

TEST_CASE("a status report tells reference, recipient and status") {
  const auto read = read_pdu("00062A" + from + time_stamp + time_stamp + "30");
  const auto report = std::get<StatusReport>(read);
  CHECK(report.reference == 42);
  CHECK(report.status == 0x30);
  CHECK(report.recipient == "+628110000501");
}

TEST_CASE("F05: a receipt is known by its reference and recipient, in whatever time zone its centre is") {
  const auto of = [](const std::string& time) {
    return std::get<StatusReport>(read_pdu("00062A" + from + time + time + "00"));
  };
  const auto here = of("62211112000082"), west = of("6221111200004A"), nowhere = of("FFFFFFFFFFFFFF");
  CHECK(here.reference == 42);
  for (const auto& other : {west, nowhere}) {
    CHECK(other.reference == here.reference);
    CHECK(other.recipient == here.recipient);
    CHECK(other.status == here.status);
  }
}

TEST_CASE("what is broken is said to be, whatever it is") {
  for (const char* hex : {"", "0", "zz", "00", "0003", "07", "0011", "FFFFFFFF", "0004FF91"})
    CHECK(std::holds_alternative<BadPdu>(read_pdu(hex)));
  CHECK(std::holds_alternative<NotDeliver>(read_pdu("0011000C912618010050100000AA00")));
}

TEST_CASE("a time that is none is 0, and the text is still read") {
  const auto p = part(smsc + "04" + from + "0000" + "FFFFFFFFFFFFFF" + "05E8329BFD06");
  CHECK(p.service_centre_time == Instant{});
  CHECK(p.text.size() == 5);
}

TEST_CASE("P2: a reserved coding is the default alphabet, and a compressed text stays octets") {
  for (const char* dcs : {"000C", "00BF", "0080"})
    CHECK(utf8::from_utf16(part(deliver("04", dcs, "05E8329BFD06")).text) == "hello");
  CHECK(part(deliver("04", "0020", "05E8329BFD06")).coding == sms::Coding::octets);
}

TEST_CASE("P3: a reserved message type is an SMS-DELIVER") {
  CHECK(utf8::from_utf16(part(deliver("07", "0000", "05E8329BFD06")).text) == "hello");
}

TEST_CASE("P4: of a length that promises too much there is what there is") {
  CHECK(utf8::from_utf16(part(deliver("04", "0000", "FFE8329BFD06")).text).starts_with("hello"));
  CHECK(part(deliver("04", "0008", "FF00680069")).text == u"hi");
  CHECK(part(deliver("04", "0000", "FF")).text.empty());
  const auto no_header = part(deliver("44", "0008", "04FF000307"));  // it would be longer than the message
  CHECK(no_header.udh.empty());
}

TEST_CASE("B12: the filler after an odd number of digits is no digit, though it was counted") {
  CHECK(part(smsc + "04" + "0C912618010000F2" + "0000" + time_stamp + "00").sender == "+62811000002");
}
