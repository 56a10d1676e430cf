#include "domain/calendar/calendar.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <utility>

namespace lapor::calendar {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::sys_days;

struct Unit {
  std::string_view suffix;
  std::int64_t ms;  ///< 0: working days
};
constexpr std::array units{Unit{"wd", 0}, Unit{"s", 1000}, Unit{"m", 60'000}, Unit{"h", 3'600'000},
                           Unit{"d", 86'400'000}};

/// Ten years. A longer span is a typing error, and sums of allowed spans can't overflow an Instant.
constexpr std::int64_t longest_ms = std::int64_t{3650} * 86'400'000;
constexpr int longest_working_days = 2600;

std::optional<std::int64_t> read_digits(std::string_view text) {
  if (text.empty() || text.size() > 9) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

/// The wall clock reading at an instant: the instant plus the zone's offset at that time.
Instant local(const std::string& zone, Instant t) {
  return Instant{date::locate_zone(zone)->to_local(t).time_since_epoch()};
}

}  // namespace

std::optional<std::chrono::minutes> read_clock(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto h = read_digits(text.substr(0, 2)), m = read_digits(text.substr(3));
  if (!h || !m || *m > 59 || *h * 60 + *m > 1440) return std::nullopt;
  return std::chrono::minutes(*h * 60 + *m);
}

std::optional<Span> read_span(std::string_view text) {
  const auto digits = text.find_first_not_of("0123456789");
  if (digits == text.npos) return std::nullopt;
  const auto value = read_digits(text.substr(0, digits));
  if (!value) return std::nullopt;
  for (const auto& unit : units) {
    if (text.substr(digits) != unit.suffix) continue;
    if (unit.ms == 0)
      return *value <= longest_working_days ? std::optional(Span{Duration{0}, static_cast<int>(*value)})
                                            : std::nullopt;
    return *value <= longest_ms / unit.ms ? std::optional(Span{Duration{*value * unit.ms}, 0}) : std::nullopt;
  }
  return std::nullopt;
}

std::string write(const Span& span) {
  if (span.working_days != 0) return fmt::format("{}wd", span.working_days);
  const auto ms = span.clock.count();
  const auto fits = [&](std::int64_t unit) { return ms != 0 && ms % unit == 0; };
  if (fits(86'400'000)) return fmt::format("{}d", ms / 86'400'000);
  if (fits(3'600'000)) return fmt::format("{}h", ms / 3'600'000);
  if (fits(60'000)) return fmt::format("{}m", ms / 60'000);
  return fmt::format("{}s", ms / 1000);
}

Calendar::Calendar(std::string_view zone, std::set<sys_days> off) : zone_(zone), off_(std::move(off)) {
  (void)date::locate_zone(zone_);  // throws here rather than at the first use
}

bool Calendar::working(sys_days day) const {
  const auto weekday = std::chrono::weekday{day};
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday && !off_.contains(day);
}

sys_days Calendar::local_day(Instant t) const { return floor<days>(local(zone_, t)); }

Duration Calendar::local_time_of_day(Instant t) const {
  const auto here = local(zone_, t);
  return here - floor<days>(here);
}

Instant Calendar::at(sys_days day, Duration time_of_day) const {
  const date::local_time<Duration> wall{day.time_since_epoch() + time_of_day};
  // When the clock is set back, a reading occurs twice: take the first. When it is set forward, a reading is
  // skipped: take the moment of the change.
  return date::locate_zone(zone_)->to_sys(wall, date::choose::earliest);
}

Instant Calendar::add(Instant t, const Span& span) const {
  if (span.working_days == 0) return t + span.clock;
  auto day = local_day(t);
  for (int left = span.working_days; left > 0;) {
    day += days{1};
    if (working(day)) --left;
  }
  return at(day, local_time_of_day(t)) + span.clock;
}

Instant Calendar::back(Instant t, const Span& span) const {
  if (span.working_days == 0) return t - span.clock;
  const auto end = t - span.clock;
  auto day = local_day(end);
  for (int left = span.working_days; left > 0; day -= days{1})
    if (working(day)) --left;
  return at(day, local_time_of_day(end));
}

int Calendar::working_days_between(Instant from, Instant to) const {
  int n = 0;
  for (auto day = local_day(from) + days{1}; day <= local_day(to); day += days{1})
    if (working(day)) ++n;
  return n;
}

std::string Calendar::print() const {
  auto out = zone_;
  for (const auto day : off_) out += fmt::format(" {}", day.time_since_epoch().count());
  return out;
}

std::string Calendar::short_date(Instant t) const {
  const std::chrono::year_month_day date{local_day(t)};
  return fmt::format("{:02}/{:02}", static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()));
}

std::string Calendar::short_time(Instant t) const {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local_time_of_day(t)).count();
  return fmt::format("{:02}.{:02}", minutes / 60, minutes % 60);
}

std::string Calendar::zone_mark() const {
  constexpr std::array marks{std::pair{std::string_view("Asia/Jakarta"), "WIB"},
                             std::pair{std::string_view("Asia/Pontianak"), "WIB"},
                             std::pair{std::string_view("Asia/Makassar"), "WITA"},
                             std::pair{std::string_view("Asia/Jayapura"), "WIT"}};
  for (const auto& [zone, mark] : marks)
    if (zone == zone_) return mark;
  return date::locate_zone(zone_)->get_info(Instant{}).abbrev;
}

bool Window::open(Instant t, const Calendar& calendar) const {
  if (from == to) return true;
  const auto now = calendar.local_time_of_day(t);
  return from < to ? now >= from && now < to : now >= from || now < to;
}

Instant Window::next_open(Instant t, const Calendar& calendar) const {
  if (open(t, calendar)) return t;
  const auto day = calendar.local_day(t);
  const auto today = calendar.at(day, from);
  return today > t ? today : calendar.at(day + days{1}, from);
}

Instant office_opens(const Window& hours, Instant t, const Calendar& calendar) {
  constexpr int longest_holiday = 60;  // days: a calendar without a working day must end somewhere
  auto opens = hours.next_open(t, calendar);
  for (int i = 0; i < longest_holiday && !calendar.working(calendar.local_day(opens)); ++i)
    opens = calendar.at(calendar.local_day(opens) + days{1}, hours.from);
  return opens;
}

std::optional<Window> read_window(std::string_view text) {
  if (text.size() != 11 || text[5] != '-') return std::nullopt;
  const auto from = read_clock(text.substr(0, 5)), to = read_clock(text.substr(6));
  if (!from || !to || *from == std::chrono::minutes{1440}) return std::nullopt;
  return Window{*from, *to};
}

}  // namespace lapor::calendar
