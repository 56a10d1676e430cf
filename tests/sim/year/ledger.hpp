// An independent count of a year, from the texts that phones showed and people wrote. It uses plain
// arithmetic and none of the product's code for time, steps or scores. README.md says which quantities are
// independent by that.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace lapor::test {

constexpr Duration hour = std::chrono::hours(1);
constexpr Duration jakarta = 7 * hour;  // WIB, without summer time

/// Days since 1970 on Jakarta's clock.
inline std::int64_t day_of(Instant t) {
  return std::chrono::duration_cast<std::chrono::hours>(t.time_since_epoch() + jakarta).count() / 24;
}
inline Duration time_of_day(Instant t) { return (t.time_since_epoch() + jakarta) % (24 * hour); }

struct Days {
  std::set<std::int64_t> free;
  bool work(std::int64_t day) const {
    return (day + 3) % 7 < 5 && !free.count(day);
  }  // 1970-01-01: a Thursday
  Instant later(Instant t, int working_days) const {
    auto day = day_of(t);
    while (working_days > 0)
      if (work(++day)) --working_days;
    return t + (day - day_of(t)) * 24 * hour;
  }
};

/// One report with one agency.
struct Line {
  std::optional<Instant> forwarded, answered, resolved;
  bool transferred = false, contested = false, confirmed = false;
  std::optional<Instant> untaken;  ///< since when no phone of the agency took it
  bool apart = false;              ///< beyond the fifth of its reporter to the agency
  std::optional<Instant> silent_from;
  unsigned mark = 0;
};

struct Figures {
  unsigned received = 0, responded = 0, in_time = 0, resolved = 0, resolved_in_time = 0, transferred = 0;
  unsigned reopened = 0, by_citizen = 0, by_silence = 0, out_of_reach = 0, ratings = 0, marks = 0;
  std::vector<std::int64_t> waits;  ///< seconds

  void add(const Line& l, const Days& days, Instant end) {
    if (l.untaken) {
      ++out_of_reach;
      if (end - *l.untaken > 24 * hour) ++received;  // the first day is forgiven
      return;
    }
    if (!l.forwarded) return;
    ++received;
    if (l.answered) {
      ++responded;
      if (*l.answered - *l.forwarded <= 24 * hour) ++in_time;
      waits.push_back((*l.answered - *l.forwarded).count() / 1000);
    }
    if (l.resolved) ++resolved;
    if (l.resolved && *l.resolved <= days.later(*l.forwarded, 14)) ++resolved_in_time;
    transferred += l.transferred, reopened += l.contested, by_citizen += l.confirmed;
    if (l.silent_from && days.later(*l.silent_from, 10) <= end) ++by_silence;
    if (l.mark > 0 && !l.apart) ++ratings, marks += l.mark;
  }
  std::optional<std::int64_t> median() {
    if (waits.empty()) return std::nullopt;
    std::sort(waits.begin(), waits.end());
    const auto n = waits.size();
    return n % 2 ? waits[n / 2] : (waits[n / 2 - 1] + waits[n / 2]) / 2;
  }
  std::optional<std::int64_t> p90() {
    if (waits.empty()) return std::nullopt;
    std::sort(waits.begin(), waits.end());
    return waits[static_cast<std::size_t>(std::ceil(0.9 * static_cast<double>(waits.size()))) - 1];
  }
};

}  // namespace lapor::test
