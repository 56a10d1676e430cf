#include "modem/at/at_replies.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;

TEST_CASE("the tries left are the PIN's, not the PUK's") {
  CHECK(read_pin_tries_left({"^CPIN: SIM PIN,3,10,3,10,3"}) == 3u);
  CHECK(read_pin_tries_left({"^CPIN: SIM PIN,,10,1,10,3"}) == 1u);
  CHECK(read_pin_tries_left({"^CPIN: READY,,10,2,10,3"}) == 2u);
  CHECK(read_pin_tries_left({"^CPIN: SIM PIN,2"}) == 2u);
  CHECK(read_pin_tries_left({"^CPIN: SIM PIN,,10"}) == std::nullopt);
  CHECK(read_pin_tries_left({"^CPIN: SIM PIN"}) == std::nullopt);
  CHECK(read_pin_tries_left({"^CPIN: SIM PIN,99,10,77,10,3"}) == std::nullopt);
  CHECK(read_pin_tries_left({"#PCT: 3"}) == 3u);
}

TEST_CASE("the answers of the worker's own questions are read") {
  CHECK(read_pin_state({"+CPIN: READY"}, "") == PinState::ready);
  CHECK(read_pin_state({"+CPIN: SIM PIN"}, "") == PinState::wants_pin);
  CHECK(read_pin_state({"+CPIN: SIM PUK"}, "") == PinState::wants_puk);
  CHECK(read_pin_state({}, "+CME ERROR: 10") == PinState::no_sim);
  CHECK(read_pin_state({}, "+CME ERROR: 14") == PinState::busy);
  CHECK(read_pin_state({}, "ERROR") == PinState::unknown);
  CHECK(read_registration({"+CREG: 0,1"}) == sim::Registration::home);
  CHECK(read_registration({"+CREG: 2,5,\"00\",\"01\""}) == sim::Registration::roaming);
  CHECK(read_registration({"+CREG: 0,2"}) == sim::Registration::searching);
  CHECK(read_registration({}) == sim::Registration::unknown);
  CHECK(read_operator({"+COPS: 0,0,\"Uji, Operator\",7"}) == "Uji, Operator");
  CHECK(read_operator({"+COPS: 0,0,\"004C00410050004F0052002D00530049004D\",7"}) == "LAPOR-SIM");
  CHECK(read_operator({"+COPS: 0,0,\"51010\",7"}) == "51010");
  CHECK(read_operator({"+COPS: 0"}).empty());
  const auto usage = read_storage_usage({"+CPMS: \"ME\",1,99,\"SM\",12,30,\"SM\",12,30"}, "SM");
  CHECK((usage.used_slots == 12u && usage.slots == 30u));
}

TEST_CASE("what a modem says of its SIM is read, whatever the maker calls it") {
  CHECK(read_pin_tries_left({"#PCT: 3"}) == 3u);
  CHECK(read_pin_tries_left({"+SPIC: 2,10,3,10"}) == 2u);
  CHECK(read_pin_tries_left({"+QPINC: \"SC\",1,10"}) == 1u);
  CHECK(read_pin_tries_left({"^CPIN: SIM PIN,3,10,3,10,3"}) == 3u);
  CHECK(read_pin_tries_left({"ERROR"}) == std::nullopt);
  CHECK(read_pin_tries_left({}) == std::nullopt);
  CHECK(read_iccid({"+CCID: \"89620000000000000012\""}) == "89620000000000000012");
  CHECK(read_iccid({"8962000000000000001F"}) == "8962000000000000001");
  CHECK(read_iccid({"+CCID: 12"}).empty());
  CHECK(says_wrong_pin("+CME ERROR: 16"));
  CHECK(says_wrong_pin("ERROR"));
  CHECK_FALSE(says_wrong_pin("+CME ERROR: 14"));  // SIM busy: it may not have been looked at
  CHECK(read_slot_count({"+CPMS: 3,30,3,30,3,30"}) == 30u);
}

TEST_CASE("the name of the character set is read in any character set, and nothing else is") {
  CHECK(read_charset({"+CSCS: \"GSM\""}) == "GSM");
  CHECK(read_charset({"+CSCS: \"8859-1\""}) == "8859-1");
  CHECK(read_charset({"+CSCS: \"0055004300530032\""}) == "UCS2");
  for (const auto* bad :
       {"+CSCS: GSM", "+CSCS: \"\"", "+CSCS: \"A\";+CMGD=1", "+CREG: 1", "+CSCS: \"GSM", "+CSCS: \"a b\""})
    CHECK(read_charset({bad}).empty());
}
