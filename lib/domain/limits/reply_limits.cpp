#include "domain/limits/reply_limits.hpp"

#include <fmt/format.h>

namespace lapor::limits {

std::string refusal(const ReplyCounts& counts, const ReplyLimits& limits) {
  if (counts.to_this_number_last_hour >= limits.per_number_per_hour)
    return fmt::format("{} answers to this number in an hour", limits.per_number_per_hour);
  const auto per_number_per_day = hours_answered * limits.per_number_per_hour;
  if (counts.to_this_number_today >= per_number_per_day)
    return fmt::format("{} answers to this number today", per_number_per_day);
  if (counts.today >= limits.per_day) return fmt::format("{} answers today", limits.per_day);
  if (counts.to_this_number_today == 0) return {};
  const auto further = counts.today - counts.first_today.value_or(0);
  if (further < limits.per_day / 2) return {};
  return fmt::format("what is left of {} answers a day is kept for numbers not yet answered", limits.per_day);
}

}  // namespace lapor::limits
