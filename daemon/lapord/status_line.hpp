// The gateway in one line, for `systemctl status`.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "domain/calendar/calendar.hpp"

namespace lapor::daemon {

struct StatusSummary {
  std::size_t modems = 0, ready = 0;
  std::int64_t queued = 0;             ///< texts that wait to be sent
  std::optional<Instant> last_report;  ///< when the newest ticket was opened; nullopt if there is none
};

/// "2 of 3 modems ready, 4 waiting, last report 12:03"; a report of another day has its date: "31/12 12:03".
std::string status_line(const StatusSummary& summary, Instant now, const calendar::Calendar& calendar);

}  // namespace lapor::daemon
