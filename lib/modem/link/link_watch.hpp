// When to ask whether the other side of a link is there, and when the link counts as dead. Both sides do: a
// link that delivers late is as useless as one that doesn't, and a Ctrl-Z must not be let go by a release
// that lay on the way for minutes. Pure.
#pragma once
#include <cstdint>
#include <optional>

#include "base/time.hpp"

namespace lapor::modem::link {

class LinkWatch {
 public:
  /// A question each `beat`, each to be answered within `patience`; looked at each `look`. So a dead link is
  /// noticed within 27 seconds.
  static constexpr Duration beat{std::chrono::seconds(10)}, patience{std::chrono::seconds(15)},
      look{std::chrono::seconds(1)};

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
  /// What came could not be read for a while because its receiver was busy: that is no silence.
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
