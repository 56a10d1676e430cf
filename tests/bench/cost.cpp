#include "bench/cost.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace lapor::bench {
namespace {

constexpr double kib_per_mb = 1024;
constexpr double bytes_per_kib = 1024;

/// "Pss:   1234 kB" of a file such as smaps_rollup.
long figure(const std::filesystem::path& file, const std::string& key) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);)
    if (line.rfind(key + ":", 0) == 0) return std::stol(line.substr(key.size() + 1));
  return 0;
}

/// Fields 14 and 15, counted behind the name, which may hold anything.
double cpu_of(const std::filesystem::path& process) {
  std::ifstream in(process / "stat");
  std::string line;
  std::getline(in, line);
  const auto name_end = line.rfind(')');
  if (name_end == std::string::npos) return 0;
  std::istringstream fields(line.substr(name_end + 2));
  std::string skipped;
  for (int n = 3; n < 14; ++n) fields >> skipped;
  long user = 0, system = 0;
  fields >> user >> system;
  return static_cast<double>(user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace

Cost cost_of(const std::vector<pid_t>& processes) {
  Cost out;
  for (const auto pid : processes) {
    const auto process = std::filesystem::path("/proc") / std::to_string(pid);
    out.cpu_s += cpu_of(process);
    out.pss_mb += static_cast<double>(figure(process / "smaps_rollup", "Pss")) / kib_per_mb;
    out.peak_rss_mb += static_cast<double>(figure(process / "status", "VmHWM")) / kib_per_mb;
    out.written_kb += static_cast<double>(figure(process / "io", "write_bytes")) / bytes_per_kib;
    std::error_code ec;
    for (std::filesystem::directory_iterator at(process / "task", ec), end; !ec && at != end;
         at.increment(ec))
      out.wakeups += figure(at->path() / "status", "voluntary_ctxt_switches");
  }
  return out;
}

}  // namespace lapor::bench
