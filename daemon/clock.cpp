#include "clock.hpp"

#include <unistd.h>

namespace lapor::daemon {
namespace {

/// A clock may be set back so much and nobody need care.
constexpr Duration slack = std::chrono::minutes(2);

}  // namespace

Clock::Clock(Instant known, Instant wall, Steady steady) : known_(known), since_(steady) {
  if (wall + slack < known) behind_ = known - wall, holding_ = true;
}

Instant Clock::read(Instant wall, Steady steady, bool network) {
  if (!holding_) return wall;
  const auto passed = known_ + std::chrono::floor<Duration>(steady - since_);
  if (network || wall >= passed) holding_ = false;
  return holding_ ? passed : wall;
}

Instant built() { return Instant{std::chrono::seconds(LAPOR_BUILT)}; }

bool set_by_network() { return ::access("/run/systemd/timesync/synchronized", F_OK) == 0; }

}  // namespace lapor::daemon
