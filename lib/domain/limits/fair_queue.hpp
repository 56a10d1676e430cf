// Whose text goes first: the one that has waited longest, but who got many of late waits as if theirs had
// come later. So a hundred texts to one phone don't hold up one text to another, and none waits for ever.
#pragma once
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace lapor::limits {

/// A small value: the engine copies it with every transaction.
class FairQueue {
 public:
  void record_send(PersonId to, Instant now);
  /// When a text that waits since then counts as having come.
  Instant queued_since(PersonId to, Instant waits_since, Instant now) const;

 private:
  struct Lately {
    PersonId to;
    unsigned texts = 0;
    Instant since{};
  };
  std::vector<Lately> lately_;  ///< who began longest ago stands first
};

}  // namespace lapor::limits
