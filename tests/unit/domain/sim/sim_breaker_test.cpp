#include "domain/sim/sim_breaker.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::sim;
using namespace std::chrono_literals;
using delivery::Verdict;

namespace {

const Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 3} + 12h};

SimRefusal refusal(int to, Verdict verdict = Verdict::temporary, Instant at = noon) {
  return {PersonId{to}, OutboundId{to}, at, verdict, "CMS 38: network out of order"};
}

SimBreaker sick(Instant at = noon) {
  SimBreaker h;
  for (int n = 1; n <= 3; ++n) record_refusal(h, refusal(n, Verdict::temporary, at));
  return h;
}

}  // namespace

TEST_CASE("one recipient refused again and again says nothing of the SIM", "[sim-health]") {
  SimBreaker h;
  for (int n = 0; n < 20; ++n) CHECK(record_refusal(h, refusal(7)) == Charge::message);
  CHECK_FALSE(h.open_since);
  CHECK(may_send(h, noon));
}

TEST_CASE("three recipients refused in a row are the SIM's fault, and no text is charged", "[sim-health]") {
  SimBreaker h;
  CHECK(record_refusal(h, refusal(1)) == Charge::message);
  CHECK(record_refusal(h, refusal(2)) == Charge::message);
  CHECK_FALSE(h.open_since);
  CHECK(record_refusal(h, refusal(3)) == Charge::sim);
  REQUIRE(h.open_since == noon);
  CHECK(h.suspects.size() == 3);  // whose charge is taken back
  CHECK(record_refusal(h, refusal(4)) == Charge::sim);
  CHECK(h.why == "CMS 38: network out of order");
}

TEST_CASE("a success in between begins the row anew, and the first success heals", "[sim-health]") {
  SimBreaker h;
  record_refusal(h, refusal(1));
  record_refusal(h, refusal(2));
  record_success(h);
  CHECK(record_refusal(h, refusal(3)) == Charge::message);
  CHECK_FALSE(h.open_since);
  h = sick();
  record_success(h);
  CHECK_FALSE(h.open_since);
  CHECK(may_send(h, noon));
}

TEST_CASE("a bad message is its own fault, even on a sick SIM", "[sim-health]") {
  SimBreaker h;
  for (int n = 1; n < 9; ++n) CHECK(record_refusal(h, refusal(n, Verdict::message_bad)) == Charge::message);
  CHECK_FALSE(h.open_since);
  auto ill = sick();
  CHECK(record_refusal(ill, refusal(9, Verdict::message_bad)) == Charge::message);
}

TEST_CASE("no network makes a SIM sick with a single recipient, and charges only once", "[sim-health]") {
  SimBreaker h;
  CHECK(record_refusal(h, refusal(1, Verdict::sim_trouble)) == Charge::message);
  CHECK(record_refusal(h, refusal(1, Verdict::sim_trouble)) == Charge::sim);
  CHECK(record_refusal(h, refusal(1, Verdict::sim_trouble)) == Charge::sim);
  CHECK(h.open_since);
}

TEST_CASE("a sick SIM tries after a growing pause, at last every ten minutes", "[sim-health]") {
  auto h = sick();
  auto now = noon;
  for (const auto pause : {5s, 10s, 20s, 40s, 40s}) {
    CHECK_FALSE(may_send(h, now));
    CHECK(next_probe(h) == now + pause);
    now += pause;
    CHECK(may_send(h, now));
    record_refusal(h, refusal(1, Verdict::temporary, now));
  }
  while (now < noon + 1h) record_refusal(h, refusal(1, Verdict::temporary, now = next_probe(h)));
  CHECK(next_probe(h) == now + 10min);
}

TEST_CASE("a clock that was set back doesn't make a sick SIM wait", "[sim-health]") {
  CHECK(may_send(sick(), noon - 48h));
}
