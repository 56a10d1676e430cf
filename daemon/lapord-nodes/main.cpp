// lapord-nodes: lets nodes in, and passes the frames of the workers that they lend. See lapord-nodes(8).
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <string>

#include "common/exit_status.hpp"
#include "common/options.hpp"
#include "common/systemd_notify.hpp"
#include "control/asio.hpp"
#include "lapord-nodes/keys.hpp"
#include "lapord-nodes/listener.hpp"

namespace {

using namespace lapor;
using namespace lapor::daemon;

struct Words {
  std::filesystem::path socket = "/run/lapord/nodes.sock";
  std::string keys, admit, gateway;  ///< of lapord's child
};

int serve(const Words& words, const Journal& log) {
  std::signal(SIGPIPE, SIG_IGN);
  boost::asio::io_context io(1);
  boost::asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&io](const boost::system::error_code&, int) { io.stop(); });
  Listener listener(io, words.socket, log);
  listener.start();
  systemd::ready();
  io.run();
  return exit_ok;
}

/// Says on stdout what it made, or why it made nothing.
int make_keys(const Words& words) {
  if (const auto prepared = prepare_keys(words.keys); !prepared)
    return fmt::print("{}\n", prepared.error().context), exit_refused;
  if (words.admit.empty()) return exit_ok;
  const auto made = admit_node(words.keys, words.admit, words.gateway);
  fmt::print("{}", made ? *made : made.error().context + "\n");
  return made ? exit_ok : exit_refused;
}

}  // namespace

int main(int argc, char** argv) {
  Words words;
  CommandLine line("lapord-nodes", "lapord-nodes: lets in the boxes that lend modems to the SMS gateway");
  auto options = line.options();
  options.option("--gateway", words.socket, "lapord's socket for nodes");
  options.option("--keys", words.keys).hidden();
  options.option("--admit", words.admit).hidden();
  options.option("--at", words.gateway).hidden();
  if (const auto status = line.parse(argc, argv, exit_usage)) return *status;
  const Journal log("lapord-nodes");
  try {
    return words.keys.empty() ? serve(words, log) : make_keys(words);
  } catch (const std::exception& fault) {
    log.error("nodes-failed", fault.what());
    return exit_software;
  }
}
