// The gateway's clock: the machine's, unless that is certainly wrong. A board without a battery starts in
// 1970, or at the time when it was switched off, until the network tells the time. No deadline may be counted
// by such a clock. Pure: the machine's clocks are read by the caller.
#pragma once
#include <chrono>
#include <optional>

#include "base/time.hpp"

namespace lapor::daemon {

using SteadyTime = std::chrono::steady_clock::time_point;

class Clock {
 public:
  /// `known` is a time that has certainly passed, such as that of the last record.
  Clock(Instant known, Instant wall, SteadyTime steady);

  /// The machine's time, or, while that is behind what has certainly passed, the known time counted on by the
  /// steady clock. A clock that the network has set is believed in any case.
  Instant read(Instant wall, SteadyTime steady, bool set_by_network);
  /// How far the machine's clock was behind at the start; zero if it was right within two minutes.
  Duration behind() const { return behind_; }
  /// True while the machine's clock is not followed.
  bool holding() const { return holding_; }

 private:
  Instant known_;
  SteadyTime since_;
  Duration behind_{0};
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

/// When this program was built.
Instant build_time();
/// True if systemd-timesyncd has set the clock from the network since the boot.
bool set_by_network();

}  // namespace lapor::daemon
