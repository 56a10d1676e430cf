// Limits the requests of one visitor in a minute, by address. Time is passed in.
#pragma once
#include <map>
#include <string>

#include "base/time.hpp"

namespace lapor::web {

class Rate {
 public:
  static constexpr std::size_t most_visitors = 10'000;

  explicit Rate(unsigned a_minute) : a_minute_(a_minute) {}
  /// Counts this request. False if it is one too many.
  bool pass(const std::string& client, Instant now);

 private:
  struct Count {
    std::int64_t minute = 0;
    unsigned n = 0;
  };
  unsigned a_minute_;
  std::map<std::string, Count> counts_;
};

}  // namespace lapor::web
