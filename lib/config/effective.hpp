// The effective configuration: every key of lapord.toml with its value and where the value comes from.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "config/document.hpp"

namespace lapor::config {

struct Effective {
  std::string section;     ///< "gateway", "modem"
  unsigned index = 0;      ///< which of several [[modem]], from 1; 0 for a section that stands once
  std::string key, value;  ///< the value as TOML writes it; a PIN as "****"
  std::string source;      ///< "lapord.toml:12", or "default"
};

/// In the order of the manual. \pre the file loads without errors
std::vector<Effective> effective(const Node& root, const std::string& file);
/// As a file that lapord can read, each value with its source as a comment.
std::string show(const std::vector<Effective>& values);
/// A value as TOML writes it.
std::string write(const Node& node);

/// Keys that differ and take effect only when lapord is restarted: "gateway.state_dir".
std::vector<std::string> need_restart(const Config& running, const Config& fresh);

}  // namespace lapor::config
