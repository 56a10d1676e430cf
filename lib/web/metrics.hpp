// Counters of lapord-web: requests by route and status, their duration, refusals. Names of routes and reasons
// come from our own tables, never from a request.
#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/histogram.hpp"

namespace lapor::web {

class Counters {
 public:
  /// Upper bounds of the buckets of a request's time, in seconds.
  static constexpr std::array<double, 6> bounds{0.005, 0.02, 0.1, 0.5, 2.0, 10.0};

  void answered(std::string_view route, unsigned status, std::chrono::microseconds took);
  void refused(std::string_view reason);
  void set_connections(std::size_t open, std::size_t streams) { open_ = open, streams_ = streams; }
  /// In Prometheus' text format.
  std::string text() const;

 private:
  std::map<std::pair<std::string, unsigned>, std::uint64_t> requests_;
  std::map<std::string, Histogram> times_;
  std::map<std::string, std::uint64_t> refused_;
  std::size_t open_ = 0, streams_ = 0;
};

}  // namespace lapor::web
