#include "laporctl/local_time.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <optional>

#include "laporctl/tables.hpp"

namespace lapor::laporctl {
namespace {

using control::Json;

calendar::Calendar calendar_of(const std::string& zone) {
  try {
    return calendar::Calendar(zone.empty() ? "UTC" : zone);
  } catch (const std::exception&) {
    return calendar::Calendar("UTC");
  }
}

/// An instant as iso8601() writes it; nullopt for anything else.
std::optional<Instant> read_instant(const Json& value) {
  constexpr std::size_t length = 20;  // "2026-03-03T08:00:00Z"
  const auto* text = value.text();
  if (!text || text->size() != length || text->back() != 'Z') return std::nullopt;
  int year = 0;
  unsigned month = 0, day = 0, hour = 0, minute = 0, second = 0;
  const auto read =
      std::sscanf(text->c_str(), "%4d-%2u-%2uT%2u:%2u:%2uZ", &year, &month, &day, &hour, &minute, &second);
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (read != 6 || !date.ok()) return std::nullopt;
  return std::chrono::sys_days{date} + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

}  // namespace

LocalTime::LocalTime(const std::string& zone) : calendar_(calendar_of(zone)) {}

std::string LocalTime::minute(const Json& time) const {
  const auto instant = read_instant(time);
  if (!instant) return plain(time);
  const std::chrono::year_month_day date{calendar_.local_day(*instant)};
  const auto minutes =
      std::chrono::floor<std::chrono::minutes>(calendar_.local_time_of_day(*instant)).count();
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", int(date.year()), unsigned(date.month()),
                     unsigned(date.day()), minutes / 60, minutes % 60);
}

std::string LocalTime::heading(std::string_view what) const {
  return fmt::format("{} ({})", what, calendar_.zone_mark());
}

}  // namespace lapor::laporctl
