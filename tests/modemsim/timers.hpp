// Timers of the simulated modem. One queue for the whole program; the poll loop asks when the next is due.
#pragma once
#include <chrono>
#include <functional>
#include <map>

namespace lapor::modemsim {

using Clock = std::chrono::steady_clock;
using Millis = std::chrono::milliseconds;

class Timers {
 public:
  using Task = std::function<void()>;

  void after(Millis delay, Task task) { due_.emplace(Clock::now() + delay, std::move(task)); }

  /// Runs everything due. A task may add more; what it adds with no delay runs in the same call.
  void run() {
    while (!due_.empty() && due_.begin()->first <= Clock::now()) {
      auto first = due_.extract(due_.begin());
      first.mapped()();
    }
  }

  /// Milliseconds until the next task, at most `limit`; rounded up, so that the loop doesn't spin.
  int wait_ms(int limit) const {
    if (due_.empty()) return limit;
    const auto left = std::chrono::ceil<Millis>(due_.begin()->first - Clock::now()).count();
    return left < 0 ? 0 : left < limit ? static_cast<int>(left) : limit;
  }

 private:
  std::multimap<Clock::time_point, Task> due_;  // equal times keep their order
};

}  // namespace lapor::modemsim
