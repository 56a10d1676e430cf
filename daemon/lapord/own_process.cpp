#include "lapord/own_process.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace lapor::daemon {
namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

void look_at_own_process(control::ProcessFigures& figures) {
  rusage used{};
  if (::getrusage(RUSAGE_SELF, &used) == 0)
    figures.cpu_seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
  std::ifstream memory("/proc/self/statm");  // proc(5): in pages, the second is what is resident
  std::int64_t pages = 0, resident = 0;
  if (memory >> pages >> resident) figures.resident_bytes = resident * ::sysconf(_SC_PAGESIZE);
  std::error_code error;
  const std::filesystem::directory_iterator files("/proc/self/fd", error);
  if (!error) figures.open_files = std::distance(begin(files), end(files));
}

}  // namespace lapor::daemon
