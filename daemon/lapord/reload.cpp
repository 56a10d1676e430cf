#include "lapord/reload.hpp"

#include <fmt/format.h>

#include "config/effective.hpp"

namespace lapor::daemon {
namespace {

control::ReloadOutcome keep(const config::Report& report, const Journal& log) {
  control::ReloadOutcome out;
  for (const auto& fault : report.errors) {
    log.error("config-refused", config::show(fault));
    out.faults.push_back(config::show(fault));
  }
  log.error("config-kept", "the running configuration is kept");
  return out;
}

/// Keeps the old values of keys that other processes have read.
void keep_until_restart(config::Config& fresh, const config::Config& running) {
  fresh.state_dir = running.state_dir;
  fresh.socket = running.socket;
  fresh.view_socket = running.view_socket;
  fresh.web_socket = running.web_socket;
  fresh.node = running.node;
  fresh.postgresql = running.postgresql;
  fresh.lease = running.lease;
}

}  // namespace

control::ReloadOutcome reload(config::Config& running, const InstallLayout& layout, const Journal& log) {
  auto loaded = config::load(running.file, layout.paths);
  if (!loaded.config) return keep(loaded.report, log);
  for (const auto& fault : loaded.report.warnings) log.warning("config-warning", config::show(fault));
  auto& fresh = *loaded.config;
  const control::ReloadOutcome out{{}, config::need_restart(running, fresh)};
  for (const auto& key : out.need_restart)
    log.warning("config-needs-restart",
                key + " changes only when lapord is restarted; the old value is kept");
  keep_until_restart(fresh, running);
  running = std::move(fresh);
  log.notice("config-taken", fmt::format("{} was read again", running.file.string()));
  return out;
}

}  // namespace lapor::daemon
