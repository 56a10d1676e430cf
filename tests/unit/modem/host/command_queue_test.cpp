#include "modem/host/command_queue.hpp"

#include "modem/at/at_replies.hpp"
#include "modem/host/slot_tracker.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;

TEST_CASE("a few erasures go before a send, then the send has its turn") {
  Waiting w;
  w.erase = w.submit = true;
  CHECK(next_job(w) == Job::erase);
  w.erased_in_a_row = 8;
  CHECK(next_job(w) == Job::submit);
}

TEST_CASE("with the SIM nearly full, making room goes first") {
  Waiting w;
  w.erase = w.submit = w.list = w.nearly_full = true;
  w.erased_in_a_row = 100;
  CHECK(next_job(w) == Job::erase);
  w.erase = false;
  CHECK(next_job(w) == Job::list);
}

TEST_CASE("sends don't keep a listing waiting for ever, nor a listing a send") {
  Waiting w;
  w.list = w.submit = true;
  CHECK(next_job(w) == Job::submit);
  w.just_submitted = true;
  CHECK(next_job(w) == Job::list);
}

TEST_CASE("the heartbeat waits, but not for ever") {
  Waiting w;
  w.health = w.submit = true;
  CHECK(next_job(w) == Job::submit);
  w.health_overdue = true;
  CHECK(next_job(w) == Job::health);
  CHECK(next_job({}) == Job::none);
}

TEST_CASE("a slot is posted once and erased once, until the modem has erased it") {
  Slots slots;
  const sms::StorageSlot slot{"SM", 3};
  CHECK(slots.post(slot, 1, from_ms(0)) == Slots::Post::now);
  CHECK(slots.post(slot, 1, from_ms(1)) == Slots::Post::waiting);
  CHECK(slots.erase(slot));
  CHECK_FALSE(slots.erase(slot));
  CHECK(slots.next_erase() == slot);
  CHECK_FALSE(slots.erase_waits());
  CHECK(slots.post(slot, 1, from_ms(2)) == Slots::Post::waiting);
  slots.erased(slot, true);
  CHECK_FALSE(slots.erase(slot));
  CHECK(slots.post(slot, 2, from_ms(3)) == Slots::Post::now);
}

TEST_CASE("a slot whose transaction failed is posted again later") {
  Slots slots;
  const sms::StorageSlot slot{"SM", 3};
  slots.post(slot, 1, from_ms(0));
  slots.forget_unanswered(from_ms(60'000));
  CHECK(slots.post(slot, 1, from_ms(60'000)) == Slots::Post::now);
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
  const auto fill = read_fill({"+CPMS: \"ME\",1,99,\"SM\",12,30,\"SM\",12,30"}, "SM");
  CHECK((fill.used == 12 && fill.size == 30));
}

TEST_CASE("what a modem says of its SIM is read, whatever the maker calls it") {
  CHECK(read_tries_left({"#PCT: 3"}) == 3);
  CHECK(read_tries_left({"+SPIC: 2,10,3,10"}) == 2);
  CHECK(read_tries_left({"+QPINC: \"SC\",1,10"}) == 1);
  CHECK(read_tries_left({"^CPIN: SIM PIN,3,10,3,10,3"}) == 3);
  CHECK(read_tries_left({"ERROR"}) == -1);
  CHECK(read_tries_left({}) == -1);
  CHECK(read_card({"+CCID: \"89620000000000000012\""}) == "89620000000000000012");
  CHECK(read_card({"8962000000000000001F"}) == "8962000000000000001");
  CHECK(read_card({"+CCID: 12"}).empty());
  CHECK(says_wrong_pin("+CME ERROR: 16"));
  CHECK(says_wrong_pin("ERROR"));
  CHECK_FALSE(says_wrong_pin("+CME ERROR: 14"));  // SIM busy: it may not have been looked at
  CHECK(read_chosen_size({"+CPMS: 3,30,3,30,3,30"}) == 30);
}

TEST_CASE(
    "a slot whose erasure was a lie ten times is told once and left alone, until something else lies there") {
  Slots slots;
  const sms::StorageSlot slot{"SM", 3};
  for (int n = 0; n < 10; ++n) {
    CHECK(slots.post(slot, 1, from_ms(n)) == Slots::Post::now);
    slots.erase(slot);
    slots.next_erase();
    slots.erased(slot, true);
  }
  CHECK(slots.post(slot, 1, from_ms(9)) == Slots::Post::first_lie);
  CHECK(slots.post(slot, 1, from_ms(9)) == Slots::Post::lies);
  CHECK(slots.post(slot, 2, from_ms(9)) == Slots::Post::now);
  slots.clear();  // another worker, and perhaps another SIM
  CHECK(slots.post(slot, 1, from_ms(9)) == Slots::Post::now);
}

TEST_CASE("an erasure that the modem refused is no lie, and is tried again") {
  Slots slots;
  const sms::StorageSlot slot{"SM", 3};
  for (int n = 0; n < 10; ++n) {
    CHECK(slots.post(slot, 1, from_ms(n)) == Slots::Post::now);
    slots.erased(slot, false);
  }
}
