// Fair order of sending: the message that has waited longest goes first, but a recipient of many recent
// messages is moved back. So a hundred messages to one phone don't delay one to another phone, and every
// message goes at last.
#pragma once
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace lapor::limits {

/// A small value: the engine copies it with every transaction.
class FairQueue {
 public:
  void record_send(PersonId to, Instant now);
  /// The time to sort by: `waits_since`, later by a pause for each message that this recipient got recently.
  Instant queued_since(PersonId to, Instant waits_since, Instant now) const;
  /// True if this recipient got five texts within ten minutes. Further ones wait behind everybody else's,
  /// whatever they are for.
  bool had_plenty(PersonId to, Instant now) const;

 private:
  struct Lately {
    PersonId to;
    unsigned texts = 0;
    Instant since{};
  };
  std::vector<Lately> lately_;  ///< ordered by since, oldest first
};

}  // namespace lapor::limits
