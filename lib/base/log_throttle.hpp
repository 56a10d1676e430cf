// For what a stranger can bring about as often as they like and the log should say now and then.
#pragma once
#include <chrono>
#include <optional>
#include <utility>

namespace lapor::log {

/// Lets one of many like events through in a time and counts the others.
class LogThrottle {
 public:
  using Clock = std::chrono::steady_clock;
  explicit LogThrottle(Clock::duration pause) : pause_(pause) {}

  /// How many were kept back before this one; nothing: keep this one back too.
  std::optional<unsigned> pass(Clock::time_point now) {
    if (last_ && now - *last_ < pause_) {
      ++kept_back_;
      return std::nullopt;
    }
    last_ = now;
    return std::exchange(kept_back_, 0U);
  }

 private:
  Clock::duration pause_;
  std::optional<Clock::time_point> last_;
  unsigned kept_back_ = 0;
};

}  // namespace lapor::log
