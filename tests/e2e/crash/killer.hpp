// Chooses by a seed when and whom to kill, and does it.
#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "support/gateway.hpp"

namespace lapor::test {

enum class Victim { lapord, worker, both };

struct Kill {
  std::int64_t at_ms = 0;  ///< milliseconds since 1970, just before the signal
  Victim victim = Victim::lapord;
};

inline std::int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

class Killer {
 public:
  Killer(Gateway& gateway, unsigned seed) : gateway_(gateway), dice_(seed) {}

  /// The wait before the next kill.
  Millis pause(int min_ms, int max_ms) {
    return Millis{std::uniform_int_distribution<int>{min_ms, max_ms}(dice_)};
  }

  void strike() {
    const auto victim = static_cast<Victim>(std::uniform_int_distribution<int>{0, 2}(dice_));
    kills_.push_back({now_ms(), victim});
    switch (victim) {
      case Victim::lapord:
        return gateway_.kill9();
      case Victim::worker:
        return gateway_.kill_worker();
      case Victim::both:
        return gateway_.kill_all();
    }
  }

  const std::vector<Kill>& kills() const { return kills_; }
  /// "8 lapord, 7 worker, 5 both".
  std::string tally() const {
    std::array<int, 3> count{};
    for (const auto& kill : kills_) ++count[static_cast<std::size_t>(kill.victim)];
    return std::to_string(count[0]) + " lapord, " + std::to_string(count[1]) + " worker, " +
           std::to_string(count[2]) + " both";
  }

 private:
  Gateway& gateway_;
  std::mt19937 dice_;
  std::vector<Kill> kills_;
};

}  // namespace lapor::test
