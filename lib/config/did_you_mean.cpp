#include "config/did_you_mean.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>

namespace lapor::config {
namespace {

/// The number of edits between two words; a swap of neighbours counts as one (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const auto swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last.back();
}

}  // namespace

std::optional<std::string_view> did_you_mean(std::string_view word,
                                             const std::vector<std::string_view>& known) {
  std::optional<std::string_view> nearest;
  auto least = std::numeric_limits<std::size_t>::max();
  for (const auto candidate : known)
    if (const auto d = distance(word, candidate); d < least) least = d, nearest = candidate;
  if (nearest && least > std::max<std::size_t>(1, nearest->size() / 3)) return std::nullopt;
  return nearest;
}

std::string suggestion(std::string_view word, const std::vector<std::string_view>& known) {
  if (const auto near = did_you_mean(word, known)) return fmt::format("; did you mean \"{}\"?", *near);
  return known.empty() ? std::string{} : fmt::format("; known here: {}", fmt::join(known, ", "));
}

}  // namespace lapor::config
