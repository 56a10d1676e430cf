// lapord: the gateway, in the foreground. See lapord(8).
#include <fmt/format.h>

#include <csignal>
#include <cstdio>

#include "common/clock.hpp"
#include "common/exit_status.hpp"
#include "common/install_paths.hpp"
#include "common/journal.hpp"
#include "common/state_lock.hpp"
#include "common/systemd_notify.hpp"
#include "lapord/backup_child.hpp"
#include "lapord/daemon_options.hpp"
#include "lapord/run.hpp"
#include "lapord/scorecard_child.hpp"
#include "store/offline_maintenance.hpp"

namespace lapor::daemon {
namespace {

/// One fault a line, so that an editor finds its place.
void print(const config::Report& report) {
  for (const auto& fault : report.errors) fmt::print(stderr, "{}\n", config::show(fault));
  for (const auto& fault : report.warnings) fmt::print(stderr, "warning: {}\n", config::show(fault));
}

/// Nothing opens a damaged database by accident, and no new one takes its place by itself.
int rename_damaged(const std::string& database, const Journal& log) {
  const auto name = store::rename_database_aside(database, "damaged", system_now());
  log.error(
      "database-damaged",
      fmt::format(
          "it is kept as {}; lapord doesn't start until `laporctl restore FILE` or `laporctl init --new`",
          name));
  return exit_data;
}

/// Checking a big file on a slow card takes longer than systemd waits.
void ask_for_start_time(const std::string& database) {
  constexpr std::uintmax_t bytes_a_second = 4'000'000;
  std::error_code ec;
  const auto bytes = std::filesystem::file_size(database, ec);
  if (!ec) systemd::extend_start(std::chrono::seconds(60 + bytes / bytes_a_second));
}

/// A database that proves damaged when it is opened ends the run as one that proves so later.
RunEnd run_or_damaged(config::Config config, const InstallLayout& layout, const Journal& log) {
  try {
    return run_until_stopped(std::move(config), layout, log);
  } catch (const store::Damaged& e) {
    log.error("not-started", e.what());
    return {exit_data, true};
  }
}

/// The traces of a database file that is gone; nullopt if none is missing. No new file must take its place by
/// itself.
std::optional<std::string> missing_file(const config::Config& config) {
  return config.postgresql.empty() ? store::missing(config.database().string(), system_now()) : std::nullopt;
}

int serve(config::Config config, const InstallLayout& layout, const Journal& log) {
  const auto database = config.database().string();
  const StateLock lock(config.state_dir);
  if (const auto trace = missing_file(config)) {
    log.error(
        "database-missing",
        fmt::format(
            "there is no {}, but there is {}: `laporctl restore FILE` puts a backup back, `laporctl init "
            "--new` begins anew",
            database, *trace));
    return exit_data;
  }
  ask_for_start_time(database);
  const auto end = run_or_damaged(std::move(config), layout, log);
  if (end.database_damaged) return rename_damaged(database, log);
  log.notice("stopped", "lapord has ended");
  return end.exit_status;
}

int not_started(const Journal& log, const std::exception& why, ExitStatus status) {
  log.error("not-started", why.what());
  return status;
}

/// Turns a failure at the start into an exit status that tells systemd whether trying again can help.
int serve_or_exit_status(config::Config config, const InstallLayout& layout, const Journal& log) {
  try {
    return serve(std::move(config), layout, log);
  } catch (const StateLock::Held& e) {
    return not_started(log, e, exit_temporary);
  } catch (const StateLock::Denied& e) {
    return not_started(log, e, exit_permission);
  } catch (const store::NoPermission& e) {
    return not_started(log, e, exit_permission);
  } catch (const store::Unusable& e) {
    return not_started(log, e, exit_data);
  } catch (const std::exception& e) {
    return not_started(log, e, exit_io_error);
  }
}

int run(const DaemonOptions& options) {
  if (!options.backup_of.empty()) return BackupChild::run(options.backup_of, options.backups_kept);
  if (!options.scorecard.empty()) return ScorecardChild::run(options.scorecard);
  if (!options.board.empty()) return ScorecardChild::run_board(options.board);
  const auto layout = install_layout();
  auto loaded = config::load(options.config, layout.paths);
  print(loaded.report);
  if (!loaded.config) return exit_config;
  if (options.check_config) return fmt::print("{} is good\n", options.config.string()), exit_ok;
  std::signal(SIGPIPE, SIG_IGN);  // a client that leaves is no reason to die
  std::signal(SIGXFSZ, SIG_IGN);  // a full disk is the database's to report
  return serve_or_exit_status(std::move(*loaded.config), layout, Journal("lapord"));
}

}  // namespace
}  // namespace lapor::daemon

int main(int argc, char** argv) {
  lapor::daemon::DaemonOptions options;
  if (const auto status = lapor::daemon::read_options(argc, argv, options)) return *status;
  return lapor::daemon::run(options);
}
