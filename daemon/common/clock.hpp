// The gateway's clock: the machine's, unless nothing confirms it. A board without a battery starts in
// 1970; a mistyped date, a bad receiver or an attacker makes it leap ahead. Such a clock must not
// end, escalate, close or erase a ticket, so it isn't followed: time goes on from what is known, by the
// steady clock, until the network or an operator says that the machine's clock is right. All other code
// asks here for the time, gets one that can be believed and has to know nothing of this.
#pragma once
#include <chrono>
#include <optional>

#include "base/time.hpp"

namespace lapor::daemon {

using SteadyTime = std::chrono::steady_clock::time_point;

class Clock {
 public:
  /// `lived`: the last time at which the gateway is known to have run; nullopt: this is its first day.
  /// `built`: it can't be earlier than that. Doubts a wall clock that is before either (by more than two
  /// minutes), or more than a day after `lived`.
  Clock(std::optional<Instant> lived, Instant built, Instant wall, SteadyTime steady);

  /// The wall clock jumped ahead by more than an hour, or is doubted since the start: read() follows it only
  /// if it is confirmed. A clock that is set back while the gateway runs is followed.
  bool doubts(Instant wall, SteadyTime steady) const;
  /// The gateway's time. `confirmed`: somebody vouches for the wall clock.
  Instant read(Instant wall, SteadyTime steady, bool confirmed);

  /// The wall clock isn't followed.
  bool holding() const { return holding_; }
  /// Since when; meaningless unless holding().
  SteadyTime held_since() const { return held_since_; }
  /// The wall clock's lead (negative: lag) when it was first doubted; 0 if it never was.
  Duration off() const { return off_; }

 private:
  Instant line(SteadyTime steady) const;
  bool within(Instant wall, SteadyTime steady) const;

  Instant known_;  ///< the last time that was believed
  SteadyTime since_, held_since_;
  Duration allowed_, off_{0};
  bool holding_ = false;
};

/// Notices that the wall clock was set, or that the machine slept.
class JumpDetector {
 public:
  JumpDetector(Instant wall, SteadyTime steady) : wall_(wall), steady_(steady) {}
  /// By how much the wall clock moved beyond the time that went by since the last call, negative if back;
  /// nullopt for less than a minute.
  std::optional<Duration> read(Instant wall, SteadyTime steady);

 private:
  Instant wall_;
  SteadyTime steady_;
};

/// The machine's clock.
Instant system_now();
/// The time when this program was built.
Instant build_time();
/// systemd-timesyncd has set the clock from the network within the last hour of this very clock. It touches
/// the file at each answer of the network, every 34 minutes at least.
bool set_by_network(Instant wall);

}  // namespace lapor::daemon
