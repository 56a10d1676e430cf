#include "modem/host/recovery.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;
using namespace std::chrono_literals;

namespace {
const sms::StorageSlot three{"SM", 3}, four{"SM", 4};
}

TEST_CASE("the pauses between workers grow to twenty seconds and no further") {
  std::vector<Duration> pauses;
  for (unsigned n = 1; n <= 7; ++n) pauses.push_back(pause_after(n));
  CHECK(pauses == std::vector<Duration>{1s, 2s, 5s, 10s, 20s, 20s, 20s});
  CHECK(pause_after(0) == 1s);
}

TEST_CASE("the modem is reset at the third failure in a row, then ever more rarely") {
  std::vector<unsigned> at;
  for (unsigned n = 0; n <= 50; ++n)
    if (reset_due(n)) at.push_back(n);
  CHECK(at == std::vector<unsigned>{3, 6, 12, 24, 48});
}

TEST_CASE("a listing that broke off is repeated slot by slot, then the modem lists again by itself") {
  ListingPlan plan;
  CHECK_FALSE(plan.by_slot(from_ms(0)));
  plan.broke_off(from_ms(0));
  CHECK(plan.by_slot(from_ms(0)));
  plan.begin();
  plan.complete(true);
  CHECK_FALSE(plan.by_slot(from_ms(0)));
}

TEST_CASE("a modem whose listing breaks off each time is asked slot by slot for ever longer") {
  ListingPlan plan;
  Instant now{};
  Duration longest{};
  for (int n = 0; n < 12; ++n) {
    plan.broke_off(now);
    plan.begin();
    plan.complete(true);
    const auto from = now;
    while (plan.by_slot(now)) now += 1min;
    CHECK(now - from >= longest);
    longest = now - from;
  }
  CHECK(longest == 1h);
  plan.complete(false);
  plan.broke_off(now);
  plan.begin();
  plan.complete(true);
  CHECK_FALSE(plan.by_slot(now));  // one that worked again has a clean record
}

TEST_CASE("a slot is poisoned when it hung twice and another one didn't") {
  ListingPlan plan;
  plan.begin();
  CHECK_FALSE(plan.unanswered(three, true));
  CHECK(plan.take_new_suspect());
  CHECK_FALSE(plan.take_new_suspect());
  plan.complete(true);
  CHECK(plan.by_slot(from_ms(0)));  // the modem's own listing would hang on it
  CHECK(plan.suspects() == std::vector{three});
  plan.begin();
  SECTION("it is") {
    CHECK(plan.unanswered(three, true));
    CHECK(plan.take_to_erase() == std::vector{three});
    plan.slot_is_well(three);
    CHECK_FALSE(plan.by_slot(from_ms(0)));
  }
  SECTION("the whole modem hung: nobody's text is thrown away for that") {
    CHECK_FALSE(plan.unanswered(three, false));
    CHECK(plan.take_to_erase().empty());
  }
  SECTION("it was only the moment") {
    plan.complete(true);
    CHECK_FALSE(plan.by_slot(from_ms(0)));
  }
}

TEST_CASE("a poisoned slot that can't be erased either is left alone in the end") {
  ListingPlan plan;
  for (int n = 0; n < 2; ++n) plan.begin(), plan.unanswered(three, true), plan.unanswered(four, true);
  for (int n = 0; n < 3; ++n) CHECK(plan.take_to_erase().size() == 2);
  CHECK(plan.take_to_erase().empty());
  CHECK(plan.poisoned().size() == 2);  // and never read again
  plan.forget_slots();                 // another SIM
  CHECK(plan.poisoned().empty());
}

TEST_CASE("B05: a modem without a network is helped at growing pauses, and never left alone") {
  using enum NetworkRemedy;
  CHECK(network_remedy(0).after == 1min);
  CHECK(network_remedy(0).what == restart_radio);
  CHECK(network_remedy(1).what == try_a_text);
  CHECK(network_remedy(3).what == restart_modem);
  Duration before{};
  for (unsigned n = 4; n < 40; ++n) {
    CHECK(network_remedy(n).after >= before);
    CHECK(network_remedy(n).after <= 1h);
    before = network_remedy(n).after;
  }
}

TEST_CASE("B10, B21: a refused listing is asked for again soon; one that hides slots goes slot by slot") {
  CHECK(pause_after_refused_listing(1) == 1s);
  CHECK(pause_after_refused_listing(2) == 2s);
  ListingPlan plan;
  plan.nothing_listed();
  CHECK(plan.by_slot(from_ms(0)));
  plan.complete(true);
  CHECK_FALSE(plan.by_slot(from_ms(0)));
}
