#include "common/systemd_notify.hpp"

#include <fmt/format.h>
#include <systemd/sd-daemon.h>

#include <ctime>

namespace lapor::daemon::systemd {

void ready() { ::sd_notify(0, "READY=1"); }

void reloading() {
  timespec t{};
  ::clock_gettime(CLOCK_MONOTONIC, &t);
  const auto us = static_cast<long long>(t.tv_sec) * 1'000'000 + t.tv_nsec / 1000;
  ::sd_notify(0, fmt::format("RELOADING=1\nMONOTONIC_USEC={}", us).c_str());
}

void stopping() { ::sd_notify(0, "STOPPING=1"); }
void status(const std::string& text) { ::sd_notify(0, ("STATUS=" + text).c_str()); }
void extend_start(std::chrono::seconds time) {
  ::sd_notify(0, fmt::format("EXTEND_TIMEOUT_USEC={}", std::chrono::microseconds(time).count()).c_str());
}
void alive() { ::sd_notify(0, "WATCHDOG=1"); }

std::optional<std::chrono::microseconds> watchdog_interval() {
  std::uint64_t us = 0;
  if (::sd_watchdog_enabled(0, &us) <= 0) return std::nullopt;
  return std::chrono::microseconds(us / 2);
}

}  // namespace lapor::daemon::systemd
