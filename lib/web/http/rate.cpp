#include "web/http/rate.hpp"

namespace lapor::web {

bool Rate::pass(const std::string& client, Instant now) {
  const auto minute = to_ms(now) / 60'000;
  if (counts_.size() >= most_visitors)
    std::erase_if(counts_, [&](const auto& entry) { return entry.second.minute != minute; });
  if (counts_.size() >= most_visitors && !counts_.contains(client)) return false;
  auto& count = counts_[client];
  if (count.minute != minute) count = {minute, 0};
  return ++count.n <= a_minute_;
}

}  // namespace lapor::web
