#include "domain/calendar/recurrence.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace lapor::calendar {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::array day_names{std::string_view("monday"),    std::string_view("tuesday"),
                               std::string_view("wednesday"), std::string_view("thursday"),
                               std::string_view("friday"),    std::string_view("saturday"),
                               std::string_view("sunday")};
/// Every day of the month recurs within so many days. 29 February can take eight years, but no month is asked
/// for.
constexpr int far_enough = 124;

std::optional<unsigned> read_day(std::string_view word) {
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  for (unsigned i = 0; i < day_names.size(); ++i)
    if (lower == day_names[i] || lower == day_names[i].substr(0, 3)) return i;
  return std::nullopt;
}

/// One day or a range, which may run over the week's end: "Sat..Mon".
std::optional<unsigned> read_days(std::string_view part) {
  const auto dots = part.find("..");
  const auto first = read_day(part.substr(0, dots));
  const auto last = dots == part.npos ? first : read_day(part.substr(dots + 2));
  if (!first || !last) return std::nullopt;
  unsigned mask = 0;
  for (auto day = *first;; day = (day + 1) % 7) {
    mask |= 1U << day;
    if (day == *last) return mask;
  }
}

std::optional<std::uint8_t> read_weekdays(std::string_view text) {
  unsigned mask = 0;
  while (true) {
    const auto comma = text.find(',');
    const auto part = read_days(text.substr(0, comma));
    if (!part) return std::nullopt;
    mask |= *part;
    if (comma == text.npos) return static_cast<std::uint8_t>(mask);
    text.remove_prefix(comma + 1);
  }
}

/// "*-*-01"
std::optional<unsigned> read_month_day(std::string_view text) {
  if (text.size() != 6 || !text.starts_with("*-*-")) return std::nullopt;
  const char tens = text[4], ones = text[5];
  if (tens < '0' || tens > '3' || ones < '0' || ones > '9') return std::nullopt;
  const auto day = static_cast<unsigned>((tens - '0') * 10 + (ones - '0'));
  return day >= 1 && day <= 31 ? std::optional(day) : std::nullopt;
}

bool falls_on(const Recurrence& r, sys_days day) {
  const std::chrono::year_month_day date{day};
  const auto weekday = std::chrono::weekday{day}.iso_encoding() - 1;
  return (r.weekdays >> weekday & 1U) != 0 &&
         (r.month_day == 0 || static_cast<unsigned>(date.day()) == r.month_day);
}

}  // namespace

std::optional<Recurrence> read_recurrence(std::string_view text) {
  Recurrence r;
  const auto blank = text.rfind(' ');
  const auto clock = read_clock(blank == text.npos ? text : text.substr(blank + 1));
  if (!clock || *clock >= std::chrono::hours(24)) return std::nullopt;
  r.at = *clock;
  if (blank == text.npos) return r;
  const auto date = text.substr(0, blank);
  if (const auto day = read_month_day(date)) {
    r.month_day = *day;
    return r;
  }
  const auto weekdays = read_weekdays(date);
  if (!weekdays) return std::nullopt;
  r.weekdays = *weekdays;
  return r;
}

Instant next(const Recurrence& r, Instant t, const Calendar& calendar) {
  auto day = calendar.local_day(t);
  for (int n = 0; n < far_enough; ++n, day += days{1}) {
    if (!falls_on(r, day)) continue;
    if (const auto at = calendar.at(day, r.at); at > t) return at;
  }
  return Instant::max();
}

Instant latest(const Recurrence& r, Instant t, const Calendar& calendar) {
  auto day = calendar.local_day(t);
  for (int n = 0; n < far_enough; ++n, day -= days{1}) {
    if (!falls_on(r, day)) continue;
    if (const auto at = calendar.at(day, r.at); at <= t) return at;
  }
  return Instant::min();
}

std::optional<Period> period(std::string_view name) {
  if (name == "day") return Period::day;
  if (name == "week") return Period::week;
  if (name == "month") return Period::month;
  return std::nullopt;
}

Stretch before(Period period, Instant t, const Calendar& calendar) {
  const auto today = calendar.local_day(t), yesterday = today - days{1};
  if (period == Period::day) return days_of(yesterday, yesterday, calendar);
  if (period == Period::week) return days_of(today - days{7}, yesterday, calendar);
  const std::chrono::year_month_day date{today};
  const auto month = date.year() / date.month() - std::chrono::months{1};
  return days_of(sys_days{month / 1}, sys_days{month / std::chrono::last}, calendar);
}

Stretch days_of(sys_days first, sys_days last, const Calendar& calendar) {
  return {calendar.at(first, Duration{0}), calendar.at(last + days{1}, Duration{0})};
}

}  // namespace lapor::calendar
