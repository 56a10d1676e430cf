// Spans of clock time and of working days, and the calendar that turns them into instants.
#pragma once
#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace lapor::calendar {

/// "90s" "15m" "12h" "2d" are clock time; "5wd" is working days.
struct Span {
  Duration clock{0};
  int working_days = 0;
  friend bool operator==(const Span&, const Span&) = default;
};
std::optional<Span> read_span(std::string_view text);
std::string write(const Span& span);

/// "HH:MM", 24:00 included.
std::optional<std::chrono::minutes> read_clock(std::string_view text);

struct LocalDay {
  std::chrono::sys_days day;  ///< the civil date, whatever the zone
  friend auto operator<=>(const LocalDay&, const LocalDay&) = default;
};

/// A wall clock of one time zone and the days that nobody works. A value; copying is cheap enough for a
/// reload.
class Calendar {
 public:
  /// \throws std::runtime_error if the zone is unknown to the system's tzdata.
  explicit Calendar(std::string_view zone = "Asia/Jakarta", std::set<std::chrono::sys_days> off = {});

  bool working(std::chrono::sys_days day) const;  ///< Monday to Friday and not off
  std::chrono::sys_days local_day(Instant t) const;
  Duration local_time_of_day(Instant t) const;
  Instant at(std::chrono::sys_days day, Duration time_of_day) const;
  Instant start_of_day(Instant t) const { return at(local_day(t), Duration{0}); }

  /// t + span. Working days: the start day isn't counted; the result keeps the wall-clock time of t
  /// (2026-03-17 10:00 +3wd = 2026-03-27 10:00 with the joint leave of that year off).
  Instant add(Instant t, const Span& span) const;
  /// The start from which the span has just run out at t, used to restart a ladder in the middle:
  /// add(back(t)) == t on a working day; on a free one the latest start with t's wall-clock time that ends
  /// before t.
  Instant back(Instant t, const Span& span) const;

  /// The working days that began between the two, on the wall clock: the day of `from` isn't counted, that of
  /// `to` is.
  int working_days_between(Instant from, Instant to) const;
  /// Zone and free days in one line: equal for calendars that give the same dates.
  std::string print() const;

  std::string short_date(Instant t) const;  ///< "03/03": what replies call {tgl}
  std::string short_time(Instant t) const;  ///< "08.05": {jam}
  std::string zone_mark() const;            ///< "WIB", "WITA", "WIT", else the zone's abbreviation

 private:
  std::string zone_;
  std::set<std::chrono::sys_days> off_;
};

/// A daily window of local time, e.g. 06:00-21:00; from == to means always open; it may span midnight.
struct Window {
  std::chrono::minutes from{0}, to{0};
  /// t itself when open, else the next opening.
  Instant next_open(Instant t, const Calendar& calendar) const;
  bool open(Instant t, const Calendar& calendar) const;
};
std::optional<Window> read_window(std::string_view text);
/// When an office that keeps these hours on working days is open next: t itself, or the hour at which it
/// opens.
Instant office_opens(const Window& hours, Instant t, const Calendar& calendar);

}  // namespace lapor::calendar
