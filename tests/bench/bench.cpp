#include "bench/bench.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace lapor::bench {

std::int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

double quantile(std::vector<double> values, double q) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const auto index = static_cast<std::size_t>(std::ceil(q * static_cast<double>(values.size())));
  return values[std::clamp<std::size_t>(index, 1, values.size()) - 1];
}

test::Setup unlimited(const std::string& pace) {
  test::Setup setup;
  setup.modem = fmt::format("pace = \"{}\"", pace);
  setup.limits = "replies_per_number_per_hour = 1000\nreplies_per_day = 100000";
  return setup;
}

std::string citizen(int n) { return fmt::format("+628110000{:04}", 1000 + n % 9000); }

Memory peak(const test::Gateway& gateway) {
  const auto workers = gateway.workers();
  constexpr double kib_per_mb = 1024;
  return {static_cast<double>(test::status_kib(gateway.pid(), "VmHWM")) / kib_per_mb,
          workers.empty() ? 0 : static_cast<double>(test::status_kib(workers[0], "VmHWM")) / kib_per_mb};
}

}  // namespace lapor::bench
