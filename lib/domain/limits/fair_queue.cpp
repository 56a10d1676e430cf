#include "domain/limits/fair_queue.hpp"

#include <algorithm>

namespace lapor::limits {
namespace {

constexpr Duration remembered = std::chrono::minutes(10);
constexpr Duration each_counts = std::chrono::seconds(30);
constexpr unsigned plenty = 5;     ///< texts within that time
constexpr std::size_t most = 200;  ///< more recipients than one modem can serve in that time

}  // namespace

void FairQueue::record_send(PersonId to, Instant now) {
  std::erase_if(lately_, [&](const Lately& l) { return now - l.since >= remembered || now < l.since; });
  const auto known =
      std::find_if(lately_.begin(), lately_.end(), [&](const Lately& l) { return l.to == to; });
  if (known != lately_.end()) {
    ++known->texts;
    return;
  }
  if (lately_.size() >= most) lately_.erase(lately_.begin());
  lately_.push_back({to, 1, now});
}

Instant FairQueue::queued_since(PersonId to, Instant waits_since, Instant now) const {
  const auto known =
      std::find_if(lately_.begin(), lately_.end(), [&](const Lately& l) { return l.to == to; });
  if (known == lately_.end() || now - known->since >= remembered) return waits_since;
  return waits_since + each_counts * known->texts;
}

bool FairQueue::had_plenty(PersonId to, Instant now) const {
  const auto known =
      std::find_if(lately_.begin(), lately_.end(), [&](const Lately& l) { return l.to == to; });
  return known != lately_.end() && now - known->since < remembered && known->texts >= plenty;
}

}  // namespace lapor::limits
