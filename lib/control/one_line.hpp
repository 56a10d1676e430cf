// The gateway in one line, for `systemctl status`.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "domain/calendar/calendar.hpp"

namespace lapor::control {

struct Glance {
  std::size_t modems = 0, ready = 0;
  std::int64_t waiting = 0;  ///< texts to send
  std::optional<Instant> last_report;
};

/// "2 of 3 modems ready, 4 waiting, last report 12:03"; of another day "31/12 12:03".
std::string one_line(const Glance& glance, Instant now, const calendar::Calendar& calendar);

}  // namespace lapor::control
