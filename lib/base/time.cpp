#include "base/time.hpp"

#include <fmt/format.h>

#include "base/whole_number.hpp"

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

std::optional<std::chrono::sys_days> read_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = whole_number<unsigned>(text.substr(0, 4)), m = whole_number<unsigned>(text.substr(5, 2)),
             d = whole_number<unsigned>(text.substr(8));
  if (!y || !m || !d) return std::nullopt;
  const auto date = std::chrono::year{static_cast<int>(*y)} / std::chrono::month{*m} / std::chrono::day{*d};
  return date.ok() ? std::optional<std::chrono::sys_days>(date) : std::nullopt;
}

}  // namespace lapor
