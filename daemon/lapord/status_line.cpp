#include "lapord/status_line.hpp"

#include <fmt/format.h>

namespace lapor::daemon {
namespace {

std::string moment(Instant t, Instant now, const calendar::Calendar& calendar) {
  const auto minutes =
      std::chrono::duration_cast<std::chrono::minutes>(calendar.local_time_of_day(t)).count();
  const auto clock = fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
  return calendar.local_day(t) == calendar.local_day(now) ? clock : calendar.short_date(t) + " " + clock;
}

}  // namespace

std::string status_line(const StatusSummary& summary, Instant now, const calendar::Calendar& calendar) {
  const auto report =
      summary.last_report ? "last report " + moment(*summary.last_report, now, calendar) : "no report yet";
  return fmt::format("{} of {} modems ready, {} waiting, {}", summary.ready, summary.modems, summary.queued,
                     report);
}

}  // namespace lapor::daemon
