// lapord: the gateway, in the foreground. See lapord(8).
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <optional>

#include "log_sink.hpp"
#include "notify.hpp"
#include "options.hpp"
#include "places.hpp"
#include "scoring.hpp"
#include "service.hpp"
#include "state_lock.hpp"
#include "store/backup.hpp"
#include "store/offline_maintenance.hpp"

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

/// Until the io_context ends; the store is closed when this returns.
int turn(config::Config config, const Surroundings& surroundings, const LogSink& log, bool& damaged) {
  boost::asio::io_context io(1);
  boost::asio::signal_set signals(io, SIGTERM, SIGINT, SIGHUP);
  Service service(io, std::move(config), surroundings, log);
  if (const auto started = service.start(); !started) return refuse(log, started.error());
  handle_signals(signals, service);
  notify::ready();
  io.run();
  damaged = service.damaged();
  return service.status();
}

/// Nothing opens a damaged database by accident, and no new one takes its place by itself.
int set_damaged_aside(const std::string& database, const LogSink& log) {
  const auto name = store::rename_database_aside(database, "damaged", now());
  log.error(
      "database-damaged",
      fmt::format(
          "it is kept as {}; lapord doesn't start until `laporctl restore FILE` or `laporctl init --new`",
          name));
  return exit_data;
}

/// The check of a big file on a slow card takes longer than systemd waits.
void ask_for_time(const std::string& database) {
  constexpr std::uintmax_t bytes_a_second = 4'000'000;
  std::error_code ec;
  const auto bytes = std::filesystem::file_size(database, ec);
  if (!ec) notify::extend(std::chrono::seconds(60 + bytes / bytes_a_second));
}

int serve(config::Config config, const Surroundings& surroundings, const LogSink& log) {
  const auto database = config.database().string();
  const StateLock lock(config.state_dir);
  if (const auto trace = store::missing(database)) {
    log.error(
        "database-missing",
        fmt::format(
            "there is no {}, but there is {}: `laporctl restore FILE` puts a backup back, `laporctl init "
            "--new` begins anew",
            database, *trace));
    return exit_data;
  }
  ask_for_time(database);
  bool damaged = false;
  int status = exit_data;
  try {
    status = turn(std::move(config), surroundings, log, damaged);
  } catch (const store::Damaged& e) {
    log.error("not-started", e.what());
    damaged = true;
  }
  if (damaged) return set_damaged_aside(database, log);
  log.notice("stopped", "lapord has ended");
  return status;
}

/// The child of a running lapord: says on stdout where the backup is, or why there is none.
int take_backup(const DaemonOptions& options) {
  try {
    const auto folder = store::backup_folder(options.take_backup);
    fmt::print("{}\n",
               store::take_backup(options.take_backup.string(), folder, now(), options.keep).file.string());
    return exit_ok;
  } catch (const std::exception& e) {
    fmt::print("{}\n", e.what());
    return exit_trouble;
  }
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
  if (!options.take_backup.empty()) return take_backup(options);
  if (!options.scorecard.empty()) return Scoring::count(options.scorecard);
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
