// A gateway whose modem is plugged into another box: lapord, lapord-nodes and lapord-node as real processes,
// with a line between the last two that a test can cut.
#pragma once
#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "support/gateway.hpp"
#include "support/modemsim.hpp"
#include "support/tcp_proxy.hpp"

namespace lapor::test {

/// The places of the two sides of the line, and the words before a command that run it there.
struct Places {
  std::string address = "127.0.0.1";  ///< of the gateway
  std::vector<std::string> at_gateway{}, at_node{};
};

struct NodeBench {
  explicit NodeBench(Places where = {})
      : places(std::move(where)), port(free_port()), line(port), gateway("", setup()) {}

  Setup setup() const {
    Setup out;
    out.modem = fmt::format(
        "[node]\nname = \"kudus\"\nlisten = \"{}:{}\"\nsocket = \"nodes.sock\"\n[[modem]]\nname = \"sim1\"\n"
        "device = \"{}\"\nnode = \"blora\"\nprofile = \"generic-at\"\npace = \"fast\"\n",
        places.address, port, sim.device());
    return out;
  }
  static std::vector<std::string> words(std::vector<std::string> before,
                                        const std::vector<std::string>& program) {
    before.insert(before.end(), program.begin(), program.end());
    return before;
  }
  std::string path(const std::string& name) const { return (gateway.directory() / name).string(); }
  std::string log_of(const std::string& program) const {
    std::ifstream in(path(program + ".log"));
    return {std::istreambuf_iterator<char>(in), {}};
  }

  void start_listener() {
    listener = std::make_unique<Process>(
        words(places.at_gateway, {LAPOR_BIN_DIR "/lapord-nodes", "--gateway", path("nodes.sock")}),
        path("lapord-nodes.log"));
  }
  void start_node(const std::string& config = "node.toml") {
    node = std::make_unique<Process>(
        words(places.at_node, {LAPOR_BIN_DIR "/lapord-node", "--config", path(config)}),
        path("lapord-node.log"));
  }
  /// Its lapord-node's configuration is written to `file`.
  void admit(const std::string& name = "blora", const std::string& file = "node.toml") {
    Answer answer;
    const auto at = places.at_node.empty() ? fmt::format("127.0.0.1:{}", line.port()) : places.address;
    // The keys of the authority are made at the gateway's first start.
    gateway.await("the node is admitted", [&] {
      answer = gateway.ctl({"node", "add", name, "--at", at});
      return answer.status == 0;
    });
    std::ofstream(path(file)) << text(answer.json, "configuration");
  }
  void start() {
    gateway.start();
    start_listener();
    admit();
    start_node();
    gateway.wait_ready();
  }
  std::string state() const { return text(gateway.modem(), "state"); }
  void await_state(const std::string& wanted, Millis patience = Millis{30000}) {
    gateway.await("the modem is " + wanted, [&] { return state() == wanted; }, patience);
  }
  void await_tickets(std::size_t count) {
    gateway.await(fmt::format("{} tickets", count), [&] { return gateway.open_tickets() == count; });
  }
  /// The row of blora in `laporctl nodes`.
  std::string node_state() const {
    const auto answer = gateway.ctl({"nodes"});
    for (const auto& row : answer.json.items())
      if (text(row, "node") == "blora") return text(row, "state");
    return {};
  }

  Places places;
  ModemSim sim;
  std::uint16_t port;
  TcpProxy line;
  Gateway gateway;
  std::unique_ptr<Process> listener, node;
};

}  // namespace lapor::test
