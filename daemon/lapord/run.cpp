#include "lapord/run.hpp"

#include <fmt/format.h>

#include <csignal>

#include "base/expect.hpp"
#include "common/exit_status.hpp"
#include "common/systemd_notify.hpp"
#include "control/asio.hpp"
#include "lapord/service.hpp"
#include "lapord/standby.hpp"

namespace lapor::daemon {
namespace {

void handle_signals(boost::asio::signal_set& signals, Service& service) {
  signals.async_wait([&](const boost::system::error_code& error, int number) {
    if (error) return;
    if (number == SIGHUP) {
      systemd::reloading();
      service.reload();
      systemd::ready();
    } else {
      service.stop();
    }
    handle_signals(signals, service);
  });
}

}  // namespace

void run_handlers(boost::asio::io_context& io, const Journal& log) {
  while (true) {
    try {
      io.run();
      return;
    } catch (const PreconditionBroken& fault) {
      log.error("precondition-broken",
                fmt::format("{}; the handler in hand ends here, others go on", fault.what()));
    }
  }
}

namespace {

/// `epoch`: in which it may write to a database that gateways share.
RunEnd serve(boost::asio::io_context& io, config::Config config, const InstallLayout& layout,
             const Journal& log, std::optional<std::int64_t> epoch) {
  boost::asio::signal_set signals(io, SIGTERM, SIGINT, SIGHUP);
  Service service(io, std::move(config), layout, log, epoch);
  if (const auto started = service.start(); !started) {
    log.error("not-started", started.error().context);
    return {started.error().code == Errc::conflict ? exit_temporary : exit_permission, false};
  }
  handle_signals(signals, service);
  systemd::ready();
  run_handlers(io, log);
  return {service.exit_status(), service.database_damaged()};
}

}  // namespace

RunEnd run_until_stopped(config::Config config, const InstallLayout& layout, const Journal& log) {
  boost::asio::io_context io(1);
  if (config.postgresql.empty()) return serve(io, std::move(config), layout, log, std::nullopt);
  const auto epoch = await_lease(io, config, layout, log);
  if (!epoch) return {};
  const auto end = serve(io, config, layout, log, epoch);
  if (end.exit_status == exit_ok) give_lease_back(config, *epoch, log);
  return end;
}

}  // namespace lapor::daemon
