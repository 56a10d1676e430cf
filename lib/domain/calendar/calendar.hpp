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

/// A length of time: clock time ("90s" "15m" "12h" "2d") or working days ("5wd").
struct Span {
  Duration clock{0};
  int working_days = 0;
  friend bool operator==(const Span&, const Span&) = default;
};
std::optional<Span> read_span(std::string_view text);
std::string write(const Span& span);

/// A time of day "HH:MM", up to "24:00"; nullopt for anything else.
std::optional<std::chrono::minutes> read_clock(std::string_view text);

struct LocalDay {
  std::chrono::sys_days day;  ///< the civil date, in no zone
  friend auto operator<=>(const LocalDay&, const LocalDay&) = default;
};

/// The wall clock of one time zone, and its days off. A value; a copy costs a set of some hundred days.
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
  /// The inverse of add(): the start from which the span ends at t. It is used to restart an escalation in
  /// the middle. add(back(t, s), s) == t if t is on a working day; on a day off it is the latest start with
  /// t's wall-clock time whose end is before t.
  Instant back(Instant t, const Span& span) const;

  /// The number of working days after the local day of `from`, up to and including that of `to`.
  int working_days_between(Instant from, Instant to) const;
  /// Zone and days off as one line of text: equal if and only if two calendars give the same dates.
  std::string print() const;

  std::string short_date(Instant t) const;           ///< "03/03": what replies call {tgl}
  std::string short_time(Instant t) const;           ///< "08.05": {jam}
  const std::string& zone() const { return zone_; }  ///< "Asia/Jakarta"
  std::string zone_mark() const;                     ///< "WIB", "WITA", "WIT", else the zone's abbreviation

 private:
  std::string zone_;
  std::set<std::chrono::sys_days> off_;
};

/// A daily window of local time, such as 06:00-21:00. It may span midnight; from == to means always open.
struct Window {
  std::chrono::minutes from{0}, to{0};
  /// t if the window is open at t, else when it opens next.
  Instant next_open(Instant t, const Calendar& calendar) const;
  bool open(Instant t, const Calendar& calendar) const;
};
std::optional<Window> read_window(std::string_view text);
/// The first time from t on at which an office with these hours on working days is open.
Instant office_opens(const Window& hours, Instant t, const Calendar& calendar);

}  // namespace lapor::calendar
