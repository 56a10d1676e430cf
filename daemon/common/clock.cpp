#include "common/clock.hpp"

#include <unistd.h>

#include <utility>

namespace lapor::daemon {
namespace {

/// A clock may be behind by so much without harm.
constexpr Duration tolerance = std::chrono::minutes(2);
constexpr Duration min_jump = std::chrono::minutes(1);

Duration passed_since(SteadyTime since, SteadyTime now) { return std::chrono::floor<Duration>(now - since); }

}  // namespace

Clock::Clock(Instant known, Instant wall, SteadyTime steady) : known_(known), since_(steady) {
  if (wall + tolerance < known) behind_ = known - wall, holding_ = true;
}

Instant Clock::read(Instant wall, SteadyTime steady, bool set_by_network) {
  if (!holding_) return wall;
  const auto counted = known_ + passed_since(since_, steady);
  if (set_by_network || wall >= counted) holding_ = false;
  return holding_ ? counted : wall;
}

std::optional<Duration> JumpDetector::read(Instant wall, SteadyTime steady) {
  const auto by = (wall - std::exchange(wall_, wall)) - passed_since(std::exchange(steady_, steady), steady);
  return std::chrono::abs(by) >= min_jump ? std::optional(by) : std::nullopt;
}

Instant build_time() { return Instant{std::chrono::seconds(LAPOR_BUILT)}; }

bool set_by_network() { return ::access("/run/systemd/timesync/synchronized", F_OK) == 0; }

}  // namespace lapor::daemon
