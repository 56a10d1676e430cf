// lapord-node: lends the modems of this box to an SMS gateway elsewhere. See lapord-node(8).
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>

#include "common/exit_status.hpp"
#include "common/install_paths.hpp"
#include "common/options.hpp"
#include "common/systemd_notify.hpp"
#include "control/asio.hpp"
#include "lapord-node/lender.hpp"

namespace {

using namespace lapor;
using namespace lapor::daemon;

int serve(const NodeSettings& settings, const Journal& log) {
  const auto context = modem::link::node_context(settings.papers);
  if (!context) return exit_config;  // read_node_settings() has tried it
  std::signal(SIGPIPE, SIG_IGN);
  boost::asio::io_context io(1);
  boost::asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&io](const boost::system::error_code&, int) { io.stop(); });
  Lender lender(io, settings, *context, install_layout().worker, log);
  lender.start();
  systemd::ready();
  io.run();
  return exit_ok;
}

}  // namespace

int main(int argc, char** argv) {
  std::filesystem::path file = "/etc/lapord/node.toml";
  bool check = false;
  CommandLine line("lapord-node", "lapord-node: lends the modems of this box to an SMS gateway elsewhere");
  auto options = line.options();
  options.option("--config", file, "what `laporctl node add` wrote for this box");
  options.flag("--check-config", check, "only say whether the configuration is good");
  if (const auto status = line.parse(argc, argv, exit_usage)) return *status;
  config::Report report;
  const auto settings = read_node_settings(file, report);
  for (const auto& fault : report.errors) fmt::print(stderr, "{}\n", config::show(fault));
  if (!settings) return exit_config;
  if (check) return fmt::print("{} is good\n", file.string()), exit_ok;
  const Journal log("lapord-node");
  try {
    return serve(*settings, log);
  } catch (const std::exception& fault) {
    log.error("node-failed", fault.what());
    return exit_software;
  }
}
