// How many automatic answers may go: to one number in an hour, and to all in a day. What keeps the gateway
// out of a loop with a machine and its credit from being spent by one sender.
#pragma once
#include <optional>
#include <string>

namespace lapor::limits {

/// Answers to citizens that went already.
struct ReplyCounts {
  unsigned to_this_number_last_hour = 0;
  unsigned to_this_number_today = 0;
  unsigned today = 0;  ///< to all numbers
  /// Of `today`, those that were their number's first: numbers answered today. Where it isn't known, all
  /// count as further answers, which only makes the rule stricter.
  std::optional<unsigned> first_today = std::nullopt;
};

/// A person asks much for a few hours; a machine never stops. So many hours' worth go to one number in a day.
inline constexpr unsigned hours_answered = 4;

struct ReplyLimits {
  unsigned per_number_per_hour = 6;
  unsigned per_day = 1000;  ///< half of it is kept for numbers not yet answered today
};

/// Why one more answer may not go to this number, for the log; empty if it may. A limit of 0 answers nobody.
std::string refusal(const ReplyCounts& counts, const ReplyLimits& limits);

}  // namespace lapor::limits
