// Phone numbers are fictitious.
#include "modem/worker/slot_content.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;

namespace {

const std::string good_pdu =
    "0791261801000000"
    "04"
    "0C91261801005010"
    "0000"
    "62303080000082"
    "05E8329BFD06";  // "hello"

sms::InboundSegment gammus() {
  sms::InboundSegment segment;
  segment.sender = "as libGammu reads it";
  return segment;
}

}  // namespace

TEST_CASE("where the line saw the PDU our own reading counts") {
  const auto read = choose_reading(good_pdu, gammus());
  CHECK(std::get<sms::InboundSegment>(read).sender == "+628110000501");
}

TEST_CASE("where the line saw none, libGammu's reading is taken") {
  CHECK(std::get<sms::InboundSegment>(choose_reading("", gammus())).sender == "as libGammu reads it");
  CHECK(std::get<BadPdu>(choose_reading("", BadPdu{"CORRUPTED"})).cause == "CORRUPTED");
}

TEST_CASE("a PDU that we can't read is unreadable, whatever libGammu makes of it") {
  CHECK(std::get<BadPdu>(choose_reading("0011", gammus())).cause == "cut short");
  CHECK(std::get<BadPdu>(choose_reading("0011", BadPdu{"CORRUPTED"})).cause == "cut short (CORRUPTED)");
}

TEST_CASE("a PDU that only we can read is read") {
  CHECK(std::holds_alternative<sms::InboundSegment>(choose_reading(good_pdu, BadPdu{"UNKNOWN"})));
}
