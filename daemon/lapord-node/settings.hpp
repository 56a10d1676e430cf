// node.toml: what `laporctl node add` wrote for this box.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/fault.hpp"
#include "modem/link/tls.hpp"

namespace lapor::daemon {

/// Where a gateway lets nodes in.
struct GatewayAddress {
  std::string host, port;
  std::string text() const { return host + ":" + port; }  ///< for people
};

struct NodeSettings {
  std::string name;
  /// Of the gateways that may be active, in the order in which they are tried; one at least.
  std::vector<GatewayAddress> gateways;
  modem::link::Papers papers;
};

/// Every error goes into the report, with its line; nullopt if there is one.
std::optional<NodeSettings> read_node_settings(const std::filesystem::path& file, config::Report& report);

}  // namespace lapor::daemon
