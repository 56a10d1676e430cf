#include "modem/host/command_queue.hpp"

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
