#include "modem/worker/sleep_scale.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <ctime>

namespace lapor::modem {
namespace {
std::atomic<double> scale_now{1.0};
}

void set_sleep_scale(double scale) { scale_now = std::clamp(scale, 0.0, 10.0); }
double sleep_scale() { return scale_now; }

}  // namespace lapor::modem

/// Replaces the C library's in this program, and so in libGammu.
extern "C" int usleep(useconds_t microseconds) {
  const auto scaled = static_cast<long long>(static_cast<double>(microseconds) * lapor::modem::sleep_scale());
  timespec left{static_cast<time_t>(scaled / 1'000'000), static_cast<long>(scaled % 1'000'000 * 1000)};
  while (::nanosleep(&left, &left) != 0 && errno == EINTR) {
  }
  return 0;
}
