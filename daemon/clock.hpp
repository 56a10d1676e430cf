// The gateway's clock: the machine's, unless that is certainly wrong. A board without a battery starts in
// 1970, or where it was switched off, until the network tells the time; by such a clock no deadline may be
// counted.
#pragma once
#include <chrono>

#include "base/time.hpp"

namespace lapor::daemon {

class Clock {
 public:
  using Steady = std::chrono::steady_clock::time_point;
  /// `known`: a time that has certainly passed, of the last record or of the build.
  Clock(Instant known, Instant wall, Steady steady);

  /// While the machine's clock is behind what has certainly passed, time goes on from there. A clock that the
  /// network has set is believed all the same.
  Instant read(Instant wall, Steady steady, bool set_by_network);
  /// How far the machine's clock was behind at the start; nothing to speak of: zero.
  Duration behind() const { return behind_; }
  bool holding() const { return holding_; }

 private:
  Instant known_;
  Steady since_;
  Duration behind_{0};
  bool holding_ = false;
};

/// When this program was built.
Instant built();
/// systemd-timesyncd has set the clock from the network since the boot.
bool set_by_network();

}  // namespace lapor::daemon
