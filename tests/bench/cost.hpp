// The cost of processes, read from /proc.
#pragma once
#include <sys/types.h>

#include <vector>

namespace lapor::bench {

struct Cost {
  double cpu_s = 0;        ///< since they were started
  long wakeups = 0;        ///< voluntary context switches of all threads
  double pss_mb = 0;       ///< now
  double peak_rss_mb = 0;  ///< the sum of each one's highest
  double written_kb = 0;   ///< given to a disk since they were started, by them and by their ended children
};
Cost cost_of(const std::vector<pid_t>& processes);

}  // namespace lapor::bench
