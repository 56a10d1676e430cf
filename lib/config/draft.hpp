// load() fills a Draft while it reads. The Draft becomes a Config only if no error was found.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"

namespace lapor::config {

struct ModemDraft {
  Modem modem;
  engine::SimRules sim;
  std::string pin_file;  ///< of an [[smpp]]: password_file
  unsigned speed = 0;    ///< 0: the profile's
  unsigned line = 0;     ///< in the file
};

struct Draft {
  std::filesystem::path file;  ///< lapord.toml; relative paths start beside it
  Config config;
  engine::Rules rules;
  std::filesystem::path agencies, keywords, replies, holidays, map;  ///< empty if the shipped ones are used
  std::vector<ModemDraft> modems;
  std::vector<unsigned> step_lines;                    ///< of the ladder's steps, for warnings
  std::map<std::string, unsigned, std::less<>> lines;  ///< of keys that stand there once: "gateway.agencies"

  /// The line of the key, or of its table if the key is left out; 0 if neither is there.
  unsigned line(std::string_view key) const {
    const auto at = lines.find(key);
    return at == lines.end() ? 0 : at->second;
  }
  /// A path as the configuration file means it; empty stays empty.
  std::filesystem::path beside(const std::string& path) const {
    return path.empty() ? std::filesystem::path{} : (file.parent_path() / path).lexically_normal();
  }
};

}  // namespace lapor::config
