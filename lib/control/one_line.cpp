#include "control/one_line.hpp"

#include <fmt/format.h>

namespace lapor::control {
namespace {

std::string moment(Instant t, Instant now, const calendar::Calendar& calendar) {
  const auto minutes =
      std::chrono::duration_cast<std::chrono::minutes>(calendar.local_time_of_day(t)).count();
  const auto clock = fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
  return calendar.local_day(t) == calendar.local_day(now) ? clock : calendar.short_date(t) + " " + clock;
}

}  // namespace

std::string one_line(const Glance& glance, Instant now, const calendar::Calendar& calendar) {
  const auto report =
      glance.last_report ? "last report " + moment(*glance.last_report, now, calendar) : "no report yet";
  return fmt::format("{} of {} modems ready, {} waiting, {}", glance.ready, glance.modems, glance.waiting,
                     report);
}

}  // namespace lapor::control
