// Tells systemd at each beat the state of the gateway, and that its one thread still runs.
#pragma once
#include <functional>
#include <string>

#include "common/journal.hpp"
#include "common/timer.hpp"

namespace lapor::daemon {

class Heartbeat {
 public:
  /// `status` makes the line for `systemctl status`. It may throw engine::StoreFailure.
  Heartbeat(boost::asio::io_context& io, const Journal& log, std::function<std::string()> status)
      : timer_(io), log_(log), status_(std::move(status)) {}
  /// The first beat comes at once, the next ones in half the watchdog's time, at most 30 s.
  void start() { beat(); }

 private:
  void beat();
  std::string status_or_reason();

  Timer timer_;
  const Journal& log_;
  std::function<std::string()> status_;
};

}  // namespace lapor::daemon
