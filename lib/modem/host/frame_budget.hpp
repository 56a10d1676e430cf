// Limits the frames of one modem, or one line to a carrier. A worker that was taken over can talk as fast as
// the machine lets it, and each segment that it tells of becomes rows of the database. No modem reads so much
// from its line.
#pragma once
#include "domain/limits/rate_limiter.hpp"

namespace lapor::modem {

/// Counts over the lives of a modem's workers, so that a new worker has no new budget.
class FrameBudget {
 public:
  /// 25 frames a second, after a pause 6000: the longest listing that is allowed, and what goes with it.
  static constexpr limits::RateLimit frames{1500, 6000};
  /// 10 segments a second, after a pause 6000. The network delivers about one a second.
  static constexpr limits::RateLimit segments{600, 6000};

  /// Of a line to a carrier: 200 texts a second, after a pause 20,000, and the frames that go with them.
  static FrameBudget of_a_line() { return FrameBudget{{120'000, 100'000}, {12'000, 20'000}}; }
  FrameBudget() = default;

  /// One more of these; false if no modem can have said so much.
  bool spend_frame(Instant now) { return spend(frames_, frame_limit_, now); }
  bool spend_segment(Instant now) { return spend(segments_, segment_limit_, now); }

 private:
  FrameBudget(limits::RateLimit frame_limit, limits::RateLimit segment_limit)
      : frame_limit_(frame_limit), segment_limit_(segment_limit) {}
  static bool spend(limits::TheoreticalArrival& at, const limits::RateLimit& limit, Instant now) {
    if (limits::next_allowed(at, limit, now) > now) return false;
    at = limits::after_send(at, limit, now);
    return true;
  }
  limits::RateLimit frame_limit_ = frames, segment_limit_ = segments;
  limits::TheoreticalArrival frames_{}, segments_{};
};

}  // namespace lapor::modem
