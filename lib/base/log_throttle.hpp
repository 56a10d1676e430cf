// Throttles log lines that an outsider can trigger at will: one per interval, with the number suppressed
// since.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace lapor::log {

/// Lets one event through per pause and counts the others. Not thread-safe.
class LogThrottle {
 public:
  using Clock = std::chrono::steady_clock;
  explicit LogThrottle(Clock::duration pause) : pause_(pause) {}

  /// The number of events suppressed since the last one that passed; nullopt if this one is to be suppressed,
  /// too.
  std::optional<unsigned> pass(Clock::time_point now) {
    if (last_ && now - *last_ < pause_) {
      ++kept_back_;
      return std::nullopt;
    }
    last_ = now;
    return std::exchange(kept_back_, 0U);
  }
  /// Words for the end of a line that passed: "; 7 more since this was last said", or none.
  static std::string kept_back(unsigned number) {
    return number > 0 ? "; " + std::to_string(number) + " more since this was last said" : std::string{};
  }

 private:
  Clock::duration pause_;
  std::optional<Clock::time_point> last_;
  unsigned kept_back_ = 0;
};

}  // namespace lapor::log
