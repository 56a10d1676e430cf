// node.toml: what `laporctl node add` wrote for this box.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "config/fault.hpp"
#include "modem/link/tls.hpp"

namespace lapor::daemon {

struct NodeSettings {
  std::string name;
  std::string host, port;  ///< of the gateway's listener
  modem::link::Papers papers;
};

/// Every error goes into the report, with its line; nullopt if there is one.
std::optional<NodeSettings> read_node_settings(const std::filesystem::path& file, config::Report& report);

}  // namespace lapor::daemon
