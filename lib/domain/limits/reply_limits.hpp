// Limits automatic answers: to one number in an hour, and to all in a day. They end a loop with a machine,
// and keep one sender from spending the gateway's credit. The rule is in answer_policy.
#pragma once
#include <optional>

namespace lapor::limits {

/// Automatic answers of the last hour to numbers that never wrote before today.
struct NewNumberReplies {
  unsigned all = 0;
  unsigned same_agency = 0;  ///< about tickets of the agency that the next answer is about
};

/// Automatic answers that went already.
struct ReplyCounts {
  unsigned to_this_number_last_hour = 0;  ///< to citizens and officers alike
  unsigned to_this_number_today = 0;      ///< to citizens
  unsigned today = 0;                     ///< to all citizens
  /// The number of those of `today` that were their number's first. nullopt if unknown: then all count as
  /// further answers, which only makes the rule stricter.
  std::optional<unsigned> first_today = std::nullopt;
  unsigned last_hour = 0;  ///< to all citizens
  NewNumberReplies to_new_numbers{};
};

/// A person asks much for a few hours; a machine never stops. So many hours' worth go to one number in a day.
inline constexpr unsigned hours_answered = 4;

/// News of one ticket to one citizen in a day, questions and ends left out.
inline constexpr unsigned news_per_day = 5;

struct ReplyLimits {
  unsigned per_number_per_hour = 6;
  unsigned per_day = 1000;  ///< half of it is kept for numbers not yet answered today
};

}  // namespace lapor::limits
