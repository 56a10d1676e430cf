#include "common/clock.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <utility>

namespace lapor::daemon {
namespace {

/// A clock that is set back by at most so much does no harm.
constexpr Duration tolerance = std::chrono::minutes(2);
constexpr Duration min_jump = std::chrono::minutes(1);
constexpr Duration most_while_running = std::chrono::hours(1);
constexpr Duration most_while_off = std::chrono::hours(24);
constexpr Duration network_asks_within = std::chrono::hours(1);

Duration passed_since(SteadyTime since, SteadyTime now) { return std::chrono::floor<Duration>(now - since); }

}  // namespace

Clock::Clock(std::optional<Instant> lived, Instant built, Instant wall, SteadyTime steady)
    : known_(std::max(lived.value_or(built), built)),
      since_(steady),
      held_since_(steady),
      allowed_(most_while_off) {
  const bool behind = wall + tolerance < known_;
  holding_ = behind || (lived && wall > known_ + allowed_);
  if (holding_)
    off_ = wall - known_;
  else
    known_ = wall, allowed_ = most_while_running;
}

/// The time now if nobody has set the clock.
Instant Clock::line(SteadyTime steady) const { return known_ + passed_since(since_, steady); }

bool Clock::within(Instant wall, SteadyTime steady) const {
  const bool was_behind = holding_ && off_ < Duration{0};
  if (was_behind && wall + tolerance < line(steady)) return false;
  return wall <= line(steady) + allowed_;
}

bool Clock::doubts(Instant wall, SteadyTime steady) const { return !within(wall, steady); }

Instant Clock::read(Instant wall, SteadyTime steady, bool confirmed) {
  if (confirmed || within(wall, steady)) {
    known_ = wall, since_ = steady, allowed_ = most_while_running;
    holding_ = false;
    return wall;
  }
  if (!holding_) holding_ = true, held_since_ = steady, off_ = wall - line(steady);
  return line(steady);
}

std::optional<Duration> JumpDetector::read(Instant wall, SteadyTime steady) {
  const auto by = (wall - std::exchange(wall_, wall)) - passed_since(std::exchange(steady_, steady), steady);
  return std::chrono::abs(by) >= min_jump ? std::optional(by) : std::nullopt;
}

Instant system_now() { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

Instant build_time() { return Instant{std::chrono::seconds(LAPOR_BUILT)}; }

bool set_by_network(Instant wall) {
  struct stat is{};
  if (::stat("/run/systemd/timesync/synchronized", &is) != 0) return false;
  const Instant touched{std::chrono::seconds(is.st_mtim.tv_sec)};
  return touched <= wall + tolerance && wall - touched <= network_asks_within;
}

}  // namespace lapor::daemon
