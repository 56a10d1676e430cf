// The whole gateway put together: configuration, database, engine, modems and the operator's sockets on one
// thread.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/log_throttle.hpp"
#include "config/config.hpp"
#include "control/control_server.hpp"
#include "errand.hpp"
#include "log_sink.hpp"
#include "loop.hpp"
#include "modems.hpp"
#include "places.hpp"
#include "scoring.hpp"

namespace lapor::daemon {

/// What came of reading the configuration again.
struct Reloaded {
  std::string faults;                     ///< one a line; then the old configuration is kept
  std::vector<std::string> need_restart;  ///< keys that changed, but not in force
};

class Service {
 public:
  /// \throws StoreFailure, Unusable, NoPermission from the store
  Service(boost::asio::io_context& io, config::Config config, Surroundings surroundings, const LogSink& log);

  /// Opens the sockets, settles what a former life left, starts the modems. An error is why nothing was
  /// started.
  Result<bool> start();
  /// Reads the configuration again.
  Reloaded reload();
  /// Takes no more work, lets sends in hand end within a bound, then ends the io_context.
  void stop();
  /// Exit status once the io_context has ended.
  int status() const { return status_; }
  /// The database proved damaged while it was in use.
  bool damaged() const { return damaged_; }

 private:
  void carry(const engine::Effect& effect);
  void fatal(const engine::StoreFailure& why);
  void own_child_asked(pid_t pid);
  engine::UnansweredSends unanswered_sends(const std::string& modem);
  void take(const control::Request& request, const control::Reply& reply);
  void answer(const control::Request& request, const control::Reply& reply);
  void order(const control::Request& request, const control::Reply& reply);
  void score(const control::Request& request, const control::Reply& reply);
  void send(const control::Request& request, const control::Reply& reply);
  void file(engine::Event order, const control::Reply& reply);
  void modem(const control::Request& request, const control::Reply& reply);
  void backup(const control::Reply& reply);
  control::Json overview();
  std::string glance();
  void heartbeat();

  boost::asio::io_context& io_;
  config::Config config_;
  Surroundings surroundings_;
  const LogSink& log_;
  std::chrono::steady_clock::time_point started_;  ///< the wall clock may be set meanwhile
  Loop loop_;
  Modems modems_;
  control::ControlServer control_, view_;
  boost::asio::steady_timer heartbeat_, last_resort_;
  Errand backup_;
  Scoring scoring_;
  log::LogThrottle intrusions_{std::chrono::minutes(1)};
  bool stopping_ = false, damaged_ = false;
  int status_ = 0;
};

}  // namespace lapor::daemon
