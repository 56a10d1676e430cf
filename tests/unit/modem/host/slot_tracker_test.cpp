#include "modem/host/slot_tracker.hpp"

#include "base/expect.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;
using Posting = SlotTracker::Posting;

TEST_CASE("a slot is posted once and erased once, until the modem has erased it") {
  SlotTracker slots;
  const sms::StorageSlot slot{"SM", 3};
  CHECK(slots.found(slot, 1, from_ms(0)) == Posting::now);
  CHECK(slots.found(slot, 1, from_ms(1)) == Posting::already);
  CHECK(slots.queue_erasure(slot));
  CHECK_FALSE(slots.queue_erasure(slot));
  CHECK(slots.next_erasure() == slot);
  CHECK_FALSE(slots.erasure_waits());
  CHECK(slots.found(slot, 1, from_ms(2)) == Posting::already);
  slots.erased(slot, true);
  CHECK_FALSE(slots.queue_erasure(slot));
  CHECK(slots.found(slot, 2, from_ms(3)) == Posting::now);
}

TEST_CASE("a slot whose transaction failed is posted again later") {
  SlotTracker slots;
  const sms::StorageSlot slot{"SM", 3};
  slots.found(slot, 1, from_ms(0));
  slots.forget_unanswered(from_ms(60'000));
  CHECK(slots.found(slot, 1, from_ms(60'000)) == Posting::now);
}

TEST_CASE(
    "a slot that still holds what was erased ten times is told once and left alone, until something else "
    "lies there") {
  SlotTracker slots;
  const sms::StorageSlot slot{"SM", 3};
  for (int n = 0; n < 10; ++n) {
    CHECK(slots.found(slot, 1, from_ms(n)) == Posting::now);
    slots.queue_erasure(slot);
    slots.next_erasure();
    slots.erased(slot, true);
  }
  CHECK(slots.found(slot, 1, from_ms(9)) == Posting::false_erasures);
  CHECK(slots.found(slot, 1, from_ms(9)) == Posting::left_alone);
  CHECK(slots.found(slot, 2, from_ms(9)) == Posting::now);
}

TEST_CASE("an erasure that the modem refused is tried again, however often") {
  SlotTracker slots;
  const sms::StorageSlot slot{"SM", 3};
  for (int n = 0; n < 10; ++n) {
    CHECK(slots.found(slot, 1, from_ms(n)) == (n == 0 ? Posting::now : Posting::once_more));
    slots.erased(slot, false);
  }
  CHECK(slots.found(slot, 2, from_ms(11)) == Posting::now);
}

TEST_CASE("nothing is taken from an empty queue of erasures") {
  SlotTracker slots;
  CHECK_THROWS_AS(slots.next_erasure(), PreconditionBroken);
}
