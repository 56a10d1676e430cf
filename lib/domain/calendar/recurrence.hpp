// Recurring times, in the manner of systemd's OnCalendar (systemd.time(7)): "07:00", "Mon 07:00",
// "Mon..Fri 07:00", "Mon,Thu 07:00", "*-*-01 07:00". Pure.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.hpp"
#include "domain/calendar/calendar.hpp"

namespace lapor::calendar {

struct Recurrence {
  std::uint8_t weekdays = 0x7F;  ///< bit 0 is Monday
  unsigned month_day = 0;        ///< 1 to 31, or 0 for any day. A month without that day is skipped
  std::chrono::minutes at{0};    ///< on the wall clock
  friend bool operator==(const Recurrence&, const Recurrence&) = default;
};
/// Names of days are English, three letters or whole, in any case; lists and ranges may be mixed:
/// "Mon..Wed,Fri".
std::optional<Recurrence> read_recurrence(std::string_view text);
/// The first occurrence after t. Where a change of the clock skips the time of day, it occurs at the moment
/// of the change; where the time of day occurs twice, only the first counts.
Instant next(const Recurrence& r, Instant t, const Calendar& calendar);
/// The last occurrence that is not after t.
Instant latest(const Recurrence& r, Instant t, const Calendar& calendar);

/// The span that a summary covers.
enum class Period { day, week, month };
std::optional<Period> period(std::string_view name);  ///< "day", "week", "month"
struct Stretch {
  Instant from, to;  ///< from is included, to is not
};
/// The last local day, seven local days or calendar month that ended before t.
Stretch before(Period period, Instant t, const Calendar& calendar);
/// The local days from `first` to `last`, both included.
Stretch days_of(std::chrono::sys_days first, std::chrono::sys_days last, const Calendar& calendar);

}  // namespace lapor::calendar
