#include "base/time.hpp"

#include "base/log.hpp"
#include "support/catch.hpp"

using namespace lapor;

TEST_CASE("an instant is written in UTC to the second", "[time]") {
  CHECK(iso8601(from_ms(0)) == "1970-01-01T00:00:00Z");
  CHECK(iso8601(from_ms(1772499599999)) == "2026-03-03T00:59:59Z");
  CHECK(iso8601(from_ms(-1)) == "1969-12-31T23:59:59Z");
}

TEST_CASE("a day is read as it is written, and only one that there is", "[time]") {
  using namespace std::chrono;
  CHECK(read_day("2026-03-31") == sys_days{2026y / March / 31});
  CHECK_FALSE(read_day("2026-02-30"));
  CHECK_FALSE(read_day("2026-3-31"));
  CHECK_FALSE(read_day("-026-03-31"));
  CHECK_FALSE(read_day("2026-03-31T00:00:00Z"));
  CHECK_FALSE(read_day(""));
}

TEST_CASE("a masked number can be recognised but not called", "[log]") {
  CHECK(log::mask("+628110000123") == "+62811…123");
  CHECK(log::mask("08110000123") == "0811…123");
  CHECK(log::mask("919") == "919");
}
