#include "modem/protocol/late_results.hpp"

#include "base/expect.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;
using namespace std::chrono_literals;

TEST_CASE("without a send that has no result nothing is late") {
  const LateResults none;
  CHECK(none.count() == 0);
  CHECK_FALSE(none.may_claim(7));
  CHECK_FALSE(none.may_claim(std::nullopt));
  CHECK_FALSE(none.needs_quiet());
}

TEST_CASE("an own result ends the doubt about all earlier sends, for results come in order") {
  LateResults late(3, 5);
  late.own_result(9);
  CHECK(late.count() == 0);
  late.no_result(from_ms(0));
  CHECK(late.may_claim(10));  // the one after 9
  CHECK_FALSE(late.may_claim(9));
  CHECK_FALSE(late.may_claim(11));
}

TEST_CASE("as many references may be late as results are missing, and they go round") {
  const LateResults late(3, 254);
  for (const unsigned reference : {254u, 255u, 0u}) CHECK(late.may_claim(reference));
  for (const unsigned reference : {253u, 1u}) CHECK_FALSE(late.may_claim(reference));
}

TEST_CASE("an error, or a result after an unknown reference, may be any send's") {
  CHECK(LateResults(1, 7).may_claim(std::nullopt));
  CHECK(LateResults(1).may_claim(200));
}

TEST_CASE("each result that is claimed leaves one less, and the next reference") {
  LateResults late(2, 255);
  late.claim();
  CHECK(late.count() == 1);
  CHECK(late.may_claim(0));
  CHECK_FALSE(late.may_claim(255));
  late.claim();
  CHECK_FALSE(late.may_claim(std::nullopt));
  CHECK_THROWS_AS(late.claim(), PreconditionBroken);
}

TEST_CASE("a line may talk after a send without a result, until a worker has got ready on it") {
  LateResults late;
  late.send_interrupted();
  CHECK(late.needs_quiet());
  CHECK(late.count() == 0);  // it never left
  late.became_quiet();
  CHECK_FALSE(late.needs_quiet());
  late.no_result(from_ms(0));
  CHECK(late.needs_quiet());
  late.became_quiet();
  CHECK(late.count() == 1);  // it may still come, in the middle of another send
}

TEST_CASE("what a former life left is taken from the record") {
  const auto late = LateResults::on_record(2, 255, from_ms(10'000), 60s);
  CHECK(late.count() == 2);
  CHECK(late.may_claim(0));
  CHECK(late.needs_quiet());
  CHECK(late.withhold_for(from_ms(30'000), 5s, 60s) == 55s);
  CHECK_FALSE(LateResults::on_record(0, 7, from_ms(0), 60s).needs_quiet());
}

TEST_CASE(
    "a result is withheld while a late one may come and three settling times more, at most for a send's "
    "time") {
  LateResults late;
  late.no_result(from_ms(100'000));
  CHECK(late.withhold_for(from_ms(70'000), 5s, 60s) == 45s);
  CHECK(late.withhold_for(from_ms(95'000), 5s, 60s) == 20s);
  CHECK(late.withhold_for(from_ms(106'000), 5s, 60s) == 15s);
  CHECK(late.withhold_for(from_ms(200'000), 5s, 60s) == 15s);
  CHECK(late.withhold_for(from_ms(0), 5s, 60s) == 60s);  // the clock was set back
}
