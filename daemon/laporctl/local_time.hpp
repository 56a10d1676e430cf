// Times of answers as people read them: on the wall clock of the gateway, whose zone each table's heading
// names.
#pragma once
#include <string>
#include <string_view>

#include "control/json.hpp"
#include "domain/calendar/calendar.hpp"

namespace lapor::laporctl {

class LocalTime {
 public:
  /// \param zone  as the gateway's answer names it; UTC where it is empty or unknown to this machine
  explicit LocalTime(const std::string& zone = {});

  /// "2026-03-03T08:00:00Z" as "2026-03-03 15:00"; anything else as plain() shows it.
  std::string minute(const control::Json& time) const;
  /// "AT" as "AT (WIB)".
  std::string heading(std::string_view what) const;

 private:
  calendar::Calendar calendar_;
};

}  // namespace lapor::laporctl
