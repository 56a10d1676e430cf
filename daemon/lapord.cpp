// lapord: the gateway, in the foreground. See lapord(8).
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <optional>

#include "log_sink.hpp"
#include "notify.hpp"
#include "options.hpp"
#include "places.hpp"
#include "service.hpp"
#include "state_lock.hpp"

namespace lapor::daemon {
namespace {

constexpr int exit_trouble = 74;  // EX_IOERR: systemd tries again
constexpr int exit_taken = 75;    // EX_TEMPFAIL

/// Every fault on a line of its own, as an editor or a person looks for it.
void print(const config::Report& report) {
  for (const auto& fault : report.errors) fmt::print(stderr, "{}\n", config::show(fault));
  for (const auto& fault : report.warnings) fmt::print(stderr, "warning: {}\n", config::show(fault));
}

void handle_signals(boost::asio::signal_set& signals, Service& service) {
  signals.async_wait([&](const boost::system::error_code& error, int number) {
    if (error) return;
    if (number == SIGHUP) {
      notify::reloading();
      service.reload();
      notify::ready();
    } else {
      service.stop();
    }
    handle_signals(signals, service);
  });
}

int refuse(const LogSink& log, const Error& error) {
  log.error("not-started", error.context);
  return error.code == Errc::conflict ? exit_taken : exit_permission;
}

int serve(config::Config config, const Surroundings& surroundings, const LogSink& log) {
  const StateLock lock(config.state_dir);
  boost::asio::io_context io(1);
  boost::asio::signal_set signals(io, SIGTERM, SIGINT, SIGHUP);
  Service service(io, std::move(config), surroundings, log);
  if (const auto started = service.start(); !started) return refuse(log, started.error());
  handle_signals(signals, service);
  notify::ready();
  io.run();
  log.notice("stopped", "lapord has ended");
  return service.status();
}

/// What keeps the gateway from starting, as an exit status that tells systemd whether trying again can help.
int guarded(config::Config config, const Surroundings& surroundings, const LogSink& log) {
  try {
    return serve(std::move(config), surroundings, log);
  } catch (const StateLock::Held& e) {
    log.error("not-started", e.what());
    return exit_taken;
  } catch (const StateLock::Denied& e) {
    log.error("not-started", e.what());
    return exit_permission;
  } catch (const store::NoPermission& e) {
    log.error("not-started", e.what());
    return exit_permission;
  } catch (const store::Unusable& e) {
    log.error("not-started", e.what());
    return exit_data;
  } catch (const std::exception& e) {
    log.error("not-started", e.what());
    return exit_trouble;
  }
}

int run(const DaemonOptions& options) {
  const auto places = surroundings();
  auto loaded = config::load(options.config, places.places);
  print(loaded.report);
  if (!loaded.config) return exit_config;
  if (options.check_config) return fmt::print("{} is good\n", options.config.string()), exit_ok;
  std::signal(SIGPIPE, SIG_IGN);  // a client that leaves is no reason to die
  std::signal(SIGXFSZ, SIG_IGN);  // a full disk is the database's to report
  return guarded(std::move(*loaded.config), places, LogSink("lapord"));
}

}  // namespace
}  // namespace lapor::daemon

int main(int argc, char** argv) {
  const auto options = lapor::daemon::read_daemon_options(argc, argv);
  if (const auto* status = std::get_if<int>(&options)) return *status;
  return lapor::daemon::run(std::get<lapor::daemon::DaemonOptions>(options));
}
