// Numbers, times and dates as people read them.
#include "web/pages/say.hpp"

#include "support/catch.hpp"
#include "unit/web/site.hpp"

using namespace lapor;
using namespace lapor::web;

TEST_CASE("numbers and durations are written as each language writes them", "[web]") {
  const Say id, en{Language::english};
  CHECK(id.number(1234567) == "1.234.567");
  CHECK(en.number(1234567) == "1,234,567");
  CHECK(id.number(999) == "999");
  CHECK(id.number(-1000) == "-1.000");
  CHECK(id.duration(2700) == "45 menit");
  CHECK(id.duration(12600) == "3,5 jam");
  CHECK(en.duration(12600) == "3.5 hours");
  CHECK(id.duration(3 * 86400) == "3 hari");
  CHECK(id.duration(std::nullopt) == "–");
  CHECK(id.percent(55) == "55 %");
}

TEST_CASE("a band says from where to where", "[web]") {
  const Say say;
  const auto edges = *control::parse_json("[1,5,15,30]");
  CHECK(say.band(0, edges) == "0");
  CHECK(say.band(1, edges) == "1–4");
  CHECK(say.band(3, edges) == "15–29");
  CHECK(say.band(4, edges) == "30+");
  CHECK(say.band(9, Json()) == "0");
}

TEST_CASE("an instant is read as ISO 8601 writes it, and shown by the local clock", "[web]") {
  const auto at = read_time("2026-03-03T12:00:00Z");
  REQUIRE(at);
  CHECK(*at == noon);
  CHECK(*read_time("2026-03-03T19:00:00+07:00") == noon);
  CHECK(*read_time("2026-03-03T12:00:00.250Z") == noon);
  for (const auto* bad : {"", "2026-13-01", "2026-03-03T25:00:00Z", "2026-03-03 12:00:00", "2026-02-30", "x",
                          "2026-03-03T12:00:00+99:00"})
    CHECK_FALSE(read_time(bad));
  CHECK(Say{}.time("2026-03-03T12:00:00Z", site()->calendar) == "3 Mar 2026 19.00 WIB");
  CHECK(Say{}.time("never", site()->calendar) == "–");
}

TEST_CASE("every state has words in both languages", "[web]") {
  for (const auto* state : {"new", "verifying", "forwarded", "accepted", "in_progress", "need_info",
                            "resolved", "closed", "auto_closed", "rejected", "duplicate", "cancelled"}) {
    CHECK(state_words(Say{}, state) != state);
    CHECK(state_words(Say{Language::english}, state) != state_words(Say{}, state));
  }
}
