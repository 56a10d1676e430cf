#include "lapord/daemon_options.hpp"

#include <cstdio>

#include "common/exit_status.hpp"
#include "common/options.hpp"

namespace lapor::daemon {

std::optional<int> read_options(int argc, const char* const* argv, DaemonOptions& o) {
  constexpr int scorecard_words = 4, max_agencies = 10'000;
  CommandLine line("lapord", "lapord: SMS gateway for citizens' complaints");
  auto options = line.options();
  const auto config = options.option("--config", o.config, "lapord.toml");
  options.flag("--check-config", o.check_config, "check the configuration and exit");
  options.option("--take-backup", o.backup_of).hidden().excludes(config);
  options.option("--keep", o.backups_kept).hidden();
  options.option("--scorecard", o.scorecard)
      .hidden()
      .excludes(config)
      .takes(scorecard_words, scorecard_words + max_agencies);
  options.option("--board", o.board)
      .hidden()
      .excludes(config)
      .takes(scorecard_words + 1, scorecard_words + 1 + max_agencies);
  if (const auto status = line.parse(argc, argv, exit_usage)) return status;
  if (!o.config.empty() || !o.backup_of.empty() || !o.scorecard.empty() || !o.board.empty())
    return std::nullopt;
  std::fputs("--config is required\n", stderr);
  return exit_usage;
}

}  // namespace lapor::daemon
