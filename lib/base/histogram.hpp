// A histogram of durations: a count for each span of time, and the sum of all.
#pragma once
#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace lapor {

class Histogram {
 public:
  /// `bounds`: the upper end of each span in seconds, rising; what took longer is counted beyond the last.
  explicit Histogram(std::vector<double> bounds) : bounds_(std::move(bounds)), counts_(bounds_.size() + 1) {}

  void add(double seconds) {
    const auto at = std::lower_bound(bounds_.begin(), bounds_.end(), seconds);
    add_counted(static_cast<std::size_t>(at - bounds_.begin()), 1, seconds);
  }
  /// `n` that ended in this span and took `seconds` together. \pre span <= bounds().size()
  void add_counted(std::size_t span, std::int64_t n, double seconds) {
    counts_[span] += n;
    sum_ += seconds;
  }

  const std::vector<double>& bounds() const { return bounds_; }
  const std::vector<std::int64_t>& counts() const { return counts_; }  ///< one more than bounds()
  double sum() const { return sum_; }

 private:
  std::vector<double> bounds_;
  std::vector<std::int64_t> counts_;
  double sum_ = 0;
};

}  // namespace lapor
