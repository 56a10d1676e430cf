// Decides when to ask whether the other side of a link is there, and when the link counts as dead. Both sides
// use it. A link that delivers late is as useless as a dead one: a release that was on its way for minutes
// must not let a Ctrl-Z go. Pure.
#pragma once
#include <cstdint>
#include <optional>

#include "base/time.hpp"

namespace lapor::modem::link {

class LinkWatch {
 public:
  /// A question each `beat`, each to be answered within `patience`; judged each `interval`. So a dead link is
  /// noticed within 27 seconds.
  static constexpr Duration beat{std::chrono::seconds(10)}, patience{std::chrono::seconds(15)},
      interval{std::chrono::seconds(1)};

  explicit LinkWatch(Instant now) : asked_at_(now), looked_at_(now) {}

  /// The number of the question that is due now; nullopt if none is.
  std::optional<std::uint32_t> due(Instant now) {
    looked_at_ = now;
    if (waits_ || now - asked_at_ < beat) return std::nullopt;
    asked_at_ = now;
    waits_ = true;
    return ++number_;
  }
  /// False if nothing of that number was asked.
  bool answered(std::uint32_t number) {
    if (!waits_ || number != number_) return false;
    waits_ = false;
    return true;
  }
  /// A question has no answer for too long; or nobody has looked for so long that this process, or its whole
  /// machine, stood still meanwhile: what has come since is from before.
  bool is_dead(Instant now) const {
    return (waits_ && now - asked_at_ > patience) || now - looked_at_ > patience;
  }
  /// The receiver was busy and couldn't read for a while. That doesn't count as silence.
  void forgive(Instant now) {
    waits_ = false;
    asked_at_ = looked_at_ = now;
  }

 private:
  Instant asked_at_, looked_at_;
  std::uint32_t number_ = 0;
  bool waits_ = false;  ///< for the answer to `number_`
};

}  // namespace lapor::modem::link
