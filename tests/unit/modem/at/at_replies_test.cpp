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

TEST_CASE("B04: any domain that a modem is registered in counts, and states without a text are told apart") {
  using sim::Registration;
  CHECK(read_registration({"+CREG: 0,3", "+CGREG: 0,1"}) == Registration::home);
  CHECK(read_registration({"+CREG: 0,2", "+CEREG: 0,5"}) == Registration::roaming);
  CHECK(read_registration({"+CREG: 0,6"}) == Registration::sms_only);
  CHECK(read_registration({"+CREG: 0,11"}) == Registration::emergency);
  CHECK(read_registration({"+CREG: 0,8"}) == Registration::emergency);
  CHECK(read_registration({"+CREG: 0,10"}) == Registration::roaming);
  CHECK(sim::is_registered(Registration::sms_only));
  CHECK(sim::is_registered(Registration::unknown));
  CHECK_FALSE(sim::is_registered(Registration::emergency));
  CHECK(sim::best_of(Registration::searching, Registration::denied) == Registration::denied);
}

TEST_CASE("K13: a SIM that says READY and no OK after it is ready") {
  CHECK(read_pin_state({"+CPIN: READY"}, "") == PinState::ready);
}

TEST_CASE("an IMEI is read however a modem writes it") {
  CHECK(read_imei({"350000000000014"}) == "350000000000014");
  CHECK(read_imei({"+CGSN: \"350000000000014\""}) == "350000000000014");
  CHECK(read_imei({"SIMCOM", "3500000000000140"}) == "3500000000000140");
  for (const auto* no : {"", "ERROR", "3500", "35000000000001x", "35000000000000000000"})
    CHECK(read_imei({no}).empty());
}

TEST_CASE("the generation of the network is read where a modem tells it") {
  using sim::RadioAccess;
  CHECK(read_radio_access({"+COPS: 0,0,\"Net\",2"}) == RadioAccess::third);
  CHECK(read_radio_access({"+COPS: 0,2,\"51010\",0"}) == RadioAccess::second);
  CHECK(read_radio_access({"+COPS: 0,0,\"Net, Inc\",7"}) == RadioAccess::fourth);
  for (const auto* none : {"+COPS: 0,0,\"Net\"", "+COPS: 0", "+COPS: 0,0,\"Net\",x", "+COPS: 0,0,\"Net\",99"})
    CHECK(read_radio_access({none}) == RadioAccess::unknown);
}

TEST_CASE("B11, B02: whether a SIM has a service centre, and a modem tells of arrivals, is read") {
  CHECK(read_has_service_centre({"+CSCA: \"+628110000999\",145"}) == true);
  CHECK(read_has_service_centre({"+CSCA: \"\",129"}) == false);
  CHECK_FALSE(read_has_service_centre({}));
  CHECK(read_tells_arrivals({"+CNMI: 2,1,0,1,0"}) == true);
  CHECK(read_tells_arrivals({"+CNMI: 0,0,0,0,0"}) == false);
  CHECK_FALSE(read_tells_arrivals({}));
  CHECK(read_tells_registration({"+CREG: 1,5"}) == true);
  CHECK(read_tells_registration({"+CREG: 0,1"}) == false);
  CHECK_FALSE(read_tells_registration({"+CREG: 5"}));
  CHECK(read_text_mode({"+CMGF: 1"}));
  CHECK_FALSE(read_text_mode({"+CMGF: 0"}));
}
