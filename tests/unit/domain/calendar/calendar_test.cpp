#include "domain/calendar/calendar.hpp"

#include <random>
#include <set>
#include <stdexcept>

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::calendar;
using namespace std::chrono;

namespace {

sys_days date_of(int y, unsigned m, unsigned d) { return sys_days{year{y} / month{m} / day{d}}; }

/// Indonesia's free days of 2026; `joint` adds the joint leave that most offices take.
std::set<sys_days> free_days(bool joint) {
  std::set<sys_days> out;
  for (const auto& [m, d] : {std::pair{1u, 1u},
                             {1, 16},
                             {2, 17},
                             {3, 19},
                             {3, 21},
                             {3, 22},
                             {4, 3},
                             {4, 5},
                             {5, 1},
                             {5, 14},
                             {5, 27},
                             {5, 31},
                             {6, 1},
                             {6, 16},
                             {8, 17},
                             {8, 25},
                             {12, 25}})
    out.insert(date_of(2026, m, d));
  if (joint)
    for (const auto& [m, d] :
         {std::pair{2u, 16u}, {3, 18}, {3, 20}, {3, 23}, {3, 24}, {5, 15}, {5, 28}, {12, 24}})
      out.insert(date_of(2026, m, d));
  out.insert(date_of(2027, 1, 1));
  return out;
}

Calendar jakarta(bool joint = true) { return Calendar{"Asia/Jakarta", free_days(joint)}; }

sys_days after(sys_days start, int working_days, bool joint = true) {
  const auto c = jakarta(joint);
  return c.local_day(c.add(c.at(start, 10h), Span{Duration{0}, working_days}));
}

}  // namespace

TEST_CASE("a span is a number and a unit, and nothing else", "[calendar]") {
  CHECK(read_span("90s") == Span{90s, 0});
  CHECK(read_span("15m") == Span{15min, 0});
  CHECK(read_span("12h") == Span{12h, 0});
  CHECK(read_span("2d") == Span{48h, 0});
  CHECK(read_span("5wd") == Span{0s, 5});
  CHECK(read_span("0s") == Span{});
  for (const auto* bad :
       {"", "5", "s", "-5s", "5 s", "5S", "1.5h", "5w", "5wdx", "99999999999s", "999999d", "9999wd"})
    CHECK_FALSE(read_span(bad));
}

TEST_CASE("a span is written as it would be read", "[calendar]") {
  for (const auto* text : {"90s", "15m", "12h", "2d", "5wd", "0s", "25h"})
    CHECK(write(*read_span(text)) == text);
  CHECK(write(Span{24h, 0}) == "1d");
}

TEST_CASE("working days pass over weekends, holidays and joint leave", "[calendar]") {
  CHECK(after(date_of(2026, 3, 17), 3) == date_of(2026, 3, 27));
  CHECK(after(date_of(2026, 3, 17), 5) == date_of(2026, 3, 31));
  CHECK(after(date_of(2026, 3, 17), 14) == date_of(2026, 4, 14));
  CHECK(after(date_of(2026, 3, 17), 60) == date_of(2026, 6, 26));
  CHECK(after(date_of(2026, 12, 23), 3) == date_of(2026, 12, 30));
  CHECK(after(date_of(2026, 12, 23), 5) == date_of(2027, 1, 4));
  CHECK(after(date_of(2026, 5, 13), 3) == date_of(2026, 5, 20));
}

TEST_CASE("an office that works through joint leave is done earlier", "[calendar]") {
  CHECK(after(date_of(2026, 3, 17), 3, false) == date_of(2026, 3, 23));
}

TEST_CASE("a deadline in working days keeps the wall-clock time", "[calendar]") {
  const auto c = jakarta();
  const auto t = c.at(date_of(2026, 3, 17), 10h + 5min);
  CHECK(c.local_time_of_day(c.add(t, *read_span("3wd"))) == 10h + 5min);
  CHECK(c.add(t, *read_span("36h")) == t + 36h);
}

TEST_CASE("back undoes add on a working day, and ends before a free one", "[calendar]") {
  const auto c = jakarta();
  std::mt19937 die{5};
  for (int round = 0; round < 500; ++round) {
    const auto t = c.at(date_of(2026, 2, 1) + days{die() % 300}, minutes{die() % 1440});
    const Span span{Duration{0}, static_cast<int>(1 + die() % 20)};
    const auto end = c.add(c.back(t, span), span);
    REQUIRE(end <= t);
    if (c.working(c.local_day(t))) REQUIRE(end == t);
    REQUIRE(c.add(c.back(t, span) + 24h, span) > t);
  }
  const auto t = c.at(date_of(2026, 3, 3), 8h);
  CHECK(c.back(t, *read_span("12h")) == t - 12h);
}

TEST_CASE("the wall clock is the zone's, whatever the machine's", "[calendar]") {
  const auto t = from_ms(1772499600000);  // 2026-03-03T01:00:00Z
  CHECK(jakarta().short_date(t) == "03/03");
  CHECK(jakarta().short_time(t) == "08.00");
  CHECK(Calendar{"Asia/Makassar"}.short_time(t) == "09.00");
  CHECK(Calendar{"Asia/Jayapura"}.short_time(t) == "10.00");
  CHECK(jakarta().local_day(t - 8h - 1ms) == date_of(2026, 3, 2));
  CHECK(jakarta().at(date_of(2026, 3, 3), 8h) == t);
}

TEST_CASE("a zone has the mark that its people write", "[calendar]") {
  CHECK(jakarta().zone_mark() == "WIB");
  CHECK(Calendar{"Asia/Makassar"}.zone_mark() == "WITA");
  CHECK(Calendar{"Asia/Jayapura"}.zone_mark() == "WIT");
  CHECK_FALSE(Calendar{"Europe/London"}.zone_mark().empty());
}

TEST_CASE("an unknown zone is refused when the calendar is made", "[calendar]") {
  CHECK_THROWS_AS(Calendar{"Asia/Semarang"}, std::runtime_error);
}

TEST_CASE("a wall clock that jumps still gives one instant", "[calendar]") {
  const Calendar c{"Europe/London"};
  CHECK(c.at(date_of(2026, 3, 29), 1h + 30min) == c.at(date_of(2026, 3, 29), 1h));    // skipped
  CHECK(iso8601(c.at(date_of(2026, 10, 25), 1h + 30min)) == "2026-10-25T00:30:00Z");  // twice
}

TEST_CASE("a window is two times of day", "[window]") {
  REQUIRE(read_window("06:00-21:00"));
  CHECK(read_window("06:00-21:00")->to == 21h);
  CHECK(read_window("00:00-24:00"));
  for (const auto* bad :
       {"", "6:00-21:00", "06:00", "06:00-25:00", "06:60-21:00", "24:00-06:00", "06.00-21.00"})
    CHECK_FALSE(read_window(bad));
}

TEST_CASE("a closed window opens at its next beginning", "[window]") {
  const auto c = jakarta();
  const auto w = *read_window("06:00-21:00");
  const auto monday = date_of(2026, 3, 2);
  CHECK(w.next_open(c.at(monday, 5h), c) == c.at(monday, 6h));
  CHECK(w.next_open(c.at(monday, 6h), c) == c.at(monday, 6h));
  CHECK(w.next_open(c.at(monday, 20h + 59min), c) == c.at(monday, 20h + 59min));
  CHECK(w.next_open(c.at(monday, 21h), c) == c.at(monday + days{1}, 6h));
}

TEST_CASE("an office opens on the next working day", "[window]") {
  const auto c = jakarta();
  const auto hours = *read_window("07:00-15:30");
  const auto monday = c.at(date_of(2026, 3, 9), 7h);
  CHECK(office_opens(hours, c.at(date_of(2026, 3, 6), 15h + 29min), c) ==
        c.at(date_of(2026, 3, 6), 15h + 29min));
  CHECK(office_opens(hours, c.at(date_of(2026, 3, 6), 15h + 30min), c) == monday);
  CHECK(office_opens(hours, c.at(date_of(2026, 3, 8), 10h), c) == monday);
  CHECK(office_opens(hours, c.at(date_of(2026, 3, 9), 6h), c) == monday);
  CHECK(office_opens(hours, c.at(date_of(2026, 3, 17), 16h), c) ==
        c.at(date_of(2026, 3, 25), 7h));  // Lebaran
}

TEST_CASE("a window may span midnight or never close", "[window]") {
  const auto c = jakarta();
  const auto night = *read_window("21:00-06:00");
  const auto monday = date_of(2026, 3, 2);
  CHECK(night.open(c.at(monday, 23h), c));
  CHECK(night.open(c.at(monday, 5h), c));
  CHECK(night.next_open(c.at(monday, 12h), c) == c.at(monday, 21h));
  CHECK(Window{}.open(c.at(monday, 3h), c));
}
