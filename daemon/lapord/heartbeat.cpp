#include "lapord/heartbeat.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "common/systemd_notify.hpp"
#include "engine/api/store_failure.hpp"

namespace lapor::daemon {
namespace {

constexpr std::chrono::microseconds max_interval = std::chrono::seconds(30);

}  // namespace

void Heartbeat::beat() {
  systemd::status(status_or_reason());
  systemd::alive();
  timer_.start(std::min(max_interval, systemd::watchdog_interval().value_or(max_interval)),
               [this] { beat(); });
}

/// A fault in lapord must not stop the beat: systemd would kill a gateway that works otherwise.
std::string Heartbeat::status_or_reason() {
  try {
    return status_();
  } catch (const engine::StoreFailure&) {
    return "the database can't be read";
  } catch (const std::exception& fault) {
    log_.error("status-failed",
               fmt::format("the line for systemctl status could not be made: {}", fault.what()));
    return "a fault in lapord, see the journal";
  }
}

}  // namespace lapor::daemon
