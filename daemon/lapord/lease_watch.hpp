// How a standby judges the lease that it reads again and again: by its own clock alone, because another
// machine's clock may be wrong. Pure: the time is a parameter.
#pragma once
#include <chrono>
#include <optional>

#include "base/time.hpp"
#include "store/sharing.hpp"

namespace lapor::daemon {

class LeaseWatch {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// `own`: this gateway's number. `lease`: how long the holder may be silent.
  LeaseWatch(std::int64_t own, Duration lease) : own_(own), lease_(lease) {}

  /// True if this gateway may take the lease, as it was read at `now`: nobody has it, this gateway had it
  /// before it was started again, or its holder was silent for long enough.
  bool may_take(const store::Lease& read, Time now) {
    const bool looked_on = looked_ && now - *looked_ < lease_ / 3;
    looked_ = now;
    if (read.holder.number == 0 || read.holder.number == own_) return true;
    if (!looked_on || read != seen_) {
      seen_ = read;
      since_ = now;
    }
    return now - since_ >= lease_;
  }
  /// The database couldn't be read. Its holder can't write either, so its silence begins anew.
  void blind() { looked_.reset(); }

 private:
  std::int64_t own_;
  Duration lease_;
  store::Lease seen_;
  Time since_{};
  std::optional<Time> looked_;  ///< nullopt: not since it was blind
};

}  // namespace lapor::daemon
