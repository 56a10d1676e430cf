#include "modem/at/at_replies.hpp"

#include "support/catch.hpp"

using namespace lapor::modem;

TEST_CASE("the tries left are the PIN's, not the PUK's") {
  CHECK(read_tries_left({"^CPIN: SIM PIN,3,10,3,10,3"}) == 3);
  CHECK(read_tries_left({"^CPIN: SIM PIN,,10,1,10,3"}) == 1);
  CHECK(read_tries_left({"^CPIN: READY,,10,2,10,3"}) == 2);
  CHECK(read_tries_left({"^CPIN: SIM PIN,2"}) == 2);
  CHECK(read_tries_left({"^CPIN: SIM PIN,,10"}) == -1);
  CHECK(read_tries_left({"^CPIN: SIM PIN"}) == -1);
  CHECK(read_tries_left({"^CPIN: SIM PIN,99,10,77,10,3"}) == -1);
  CHECK(read_tries_left({"#PCT: 3"}) == 3);
}
