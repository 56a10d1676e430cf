// The command line of lapord, read into values.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lapor::daemon {

struct DaemonOptions {
  std::filesystem::path config;
  bool check_config = false;
  // The words of lapord's own children, never a person's:
  std::vector<std::string> scorecard;  ///< see ScorecardChild; empty: not given
  std::vector<std::string> board;      ///< the same for the public board
  std::filesystem::path backup_of;     ///< the database, see BackupChild; empty: not given
  unsigned backups_kept = 1;
};

/// nullopt if `options` has been read. Else the status to exit with: help, the version or a complaint has
/// been printed.
std::optional<int> read_options(int argc, const char* const* argv, DaemonOptions& options);

}  // namespace lapor::daemon
