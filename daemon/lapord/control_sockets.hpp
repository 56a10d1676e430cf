// The three sockets of the gateway: one for orders, one for looking on, one for lapord-web.
#pragma once
#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "base/log_throttle.hpp"
#include "common/journal.hpp"
#include "config/config.hpp"
#include "control/gateway.hpp"
#include "control/server.hpp"
#include "control/web/portal.hpp"

namespace lapor::daemon {

class ControlSockets {
 public:
  /// The name of the modem whose worker has this pid; nullopt if none has.
  using ModemOfPid = std::function<std::optional<std::string>(pid_t)>;

  ControlSockets(boost::asio::io_context& io, control::Gateway& gateway, const Journal& log,
                 ModemOfPid modem_of);
  /// Listens on the sockets that the configuration names. Errors: as control::Server::listen().
  Result<void> listen(const config::Config& config);
  void close();

 private:
  control::Server server(boost::asio::io_context& io, control::Right right);
  control::Server web_server(boost::asio::io_context& io);
  void listen_for_web(const std::filesystem::path& path);
  Result<void> listen_for_view(const std::filesystem::path& path);
  void on_own_child(pid_t pid);

  control::Gateway& gateway_;
  const Journal& log_;
  ModemOfPid modem_of_;
  log::LogThrottle intrusions_{std::chrono::minutes(1)};
  control::web::Portal portal_;
  control::Server control_, view_, web_;
};

}  // namespace lapor::daemon
