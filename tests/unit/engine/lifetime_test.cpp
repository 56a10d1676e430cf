// Tests of the days on which the gateway ran, when its calendar skips days.
#include "engine/housekeeping/lifetime.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::engine;
using std::chrono::days;

TEST_CASE("days between two passes count as not lived, those that follow each other as lived", "[lifetime]") {
  settings::UnlivedDays unlived;
  CHECK(note_day(unlived, 0, 20'000) == 0);
  CHECK(note_day(unlived, 20'000, 20'001) == 0);
  CHECK(unlived_since(unlived, 20'001, days(180)) == days(0));
  CHECK(note_day(unlived, 20'001, 20'011) == 9);
  CHECK(unlived_since(unlived, 20'011, days(180)) == days(9));
  CHECK(unlived_since(unlived, 20'191, days(180)) == days(0));  // 180 days lived since
  CHECK(unlived_since(unlived, 20'190, days(180)) == days(9));
}

TEST_CASE("a gap that the longer look back meets counts, too", "[lifetime]") {
  settings::UnlivedDays unlived;
  note_day(unlived, 100, 111);
  note_day(unlived, 111, 212);  // 100 days
  CHECK(unlived_since(unlived, 220, days(50)) == days(110));
  CHECK(unlived_since(unlived, 220, days(10)) == days(110));
  CHECK(unlived_since(unlived, 220, days(9)) == days(100));
  CHECK(unlived_since(unlived, 220, days(8)) == days(0));
  CHECK(unlived_since(unlived, 220, days(110)) == days(110));
}

TEST_CASE("what a clock noted that was ahead is void once it has gone back", "[lifetime]") {
  settings::UnlivedDays unlived;
  CHECK(note_day(unlived, 100, 500) == 399);
  CHECK(note_day(unlived, 500, 101) == 0);
  CHECK(unlived.gaps.empty());
}

TEST_CASE("any number of gaps takes bounded room and none is lost", "[lifetime]") {
  settings::UnlivedDays unlived;
  for (std::int64_t n = 1; n <= 1000; ++n) note_day(unlived, n * 2, n * 2 + 2);
  CHECK(unlived.gaps.size() == 400);
  CHECK(unlived_since(unlived, 2002, days(2000)) == days(1000));
  const auto read = settings::UnlivedDays::read(unlived.write());
  REQUIRE(read);
  CHECK(read->gaps.size() == 400);
  CHECK_FALSE(settings::UnlivedDays::read(""));
}
