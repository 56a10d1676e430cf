#include "base/time.hpp"

#include <fmt/format.h>

namespace lapor {

std::string iso8601(Instant t) {
  using namespace std::chrono;
  const auto day = floor<days>(t);
  const year_month_day date{day};
  const auto s = floor<seconds>(t - day).count();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), s / 3600,
                     s / 60 % 60, s % 60);
}

}  // namespace lapor
