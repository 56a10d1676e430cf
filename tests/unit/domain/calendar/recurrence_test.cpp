#include "domain/calendar/recurrence.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::calendar;
using namespace std::chrono;

namespace {
const Calendar offices{"Asia/Jakarta"};
Instant at(unsigned month, unsigned day, Duration clock) {
  return offices.at(sys_days{2026y / std::chrono::month{month} / std::chrono::day{day}}, clock);
}
Recurrence of(std::string_view text) { return read_recurrence(text).value(); }
}  // namespace

TEST_CASE("a set time is a clock, with days before it or a day of the month", "[recurrence]") {
  CHECK(of("07:00") == Recurrence{0x7F, 0, 7h});
  CHECK(of("Mon 07:00") == Recurrence{0x01, 0, 7h});
  CHECK(of("monday 07:30") == Recurrence{0x01, 0, 7h + 30min});
  CHECK(of("Mon..Fri 07:00") == Recurrence{0x1F, 0, 7h});
  CHECK(of("Mon,Thu 07:00") == Recurrence{0x09, 0, 7h});
  CHECK(of("Sat..Mon,Wed 07:00") == Recurrence{0x65, 0, 7h});
  CHECK(of("*-*-01 07:00") == Recurrence{0x7F, 1, 7h});
  for (const auto* wrong : {"", "7:00", "24:00", "Mon", "Mon.Fri 07:00", "Foo 07:00", "Mon.. 07:00",
                            "Mon, 07:00", "*-*-00 07:00", "*-*-32 07:00", "*-*-1 07:00", "Mon 07:60"}) {
    INFO(wrong);
    CHECK_FALSE(read_recurrence(wrong));
  }
}

TEST_CASE("the next time comes after the moment, the latest isn't after it", "[recurrence]") {
  const auto seven = at(3, 2, 7h);  // a Monday
  CHECK(next(of("07:00"), seven, offices) == at(3, 3, 7h));
  CHECK(next(of("07:00"), seven - 1ms, offices) == seven);
  CHECK(latest(of("07:00"), seven, offices) == seven);
  CHECK(latest(of("07:00"), seven - 1ms, offices) == at(3, 1, 7h));
  CHECK(next(of("Mon 07:00"), seven, offices) == at(3, 9, 7h));
  CHECK(latest(of("Fri 07:00"), seven, offices) == at(2, 27, 7h));
  CHECK(next(of("*-*-31 07:00"), at(4, 1, 0h), offices) == at(5, 31, 7h));
  CHECK(latest(of("*-*-01 07:00"), at(3, 1, 6h), offices) == at(2, 1, 7h));
}

TEST_CASE("a time that summer time skips comes at the moment of the skip, one that comes twice comes once",
          "[recurrence]") {
  const Calendar berlin{"Europe/Berlin"};
  const auto skip = berlin.at(sys_days{2026y / March / 29}, 3h);
  CHECK(next(of("02:30"), skip - 1h, berlin) == skip);
  const auto twice = next(of("02:30"), berlin.at(sys_days{2026y / October / 25}, 0h), berlin);
  CHECK(next(of("02:30"), twice, berlin) == berlin.at(sys_days{2026y / October / 26}, 2h + 30min));
}

TEST_CASE("a summary looks back on whole local days", "[recurrence]") {
  const auto day = before(Period::day, at(3, 2, 7h), offices);
  CHECK(day.from == at(3, 1, 0h));
  CHECK(day.to == at(3, 2, 0h));
  const auto week = before(Period::week, at(3, 2, 7h), offices);
  CHECK(week.from == at(2, 23, 0h));
  CHECK(week.to == at(3, 2, 0h));
  const auto month = before(Period::month, at(3, 17, 7h), offices);
  CHECK(month.from == at(2, 1, 0h));
  CHECK(month.to == at(3, 1, 0h));
}
