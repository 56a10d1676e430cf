// The care of the database that laporctl gives: what needs the gateway stopped, and what is done with files
// outside the gateway's reach.
#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "config/config.hpp"
#include "control/json.hpp"

namespace lapor::daemon {

/// What was done, for people and for --json.
struct Done {
  std::string said;
  control::Json json;
};

/// A backup while no gateway runs. Errors: conflict when one does.
Result<Done> backup_offline(const config::Config& config, Instant now);
/// Copies a backup that is there into another folder, with the rights of whoever asks; all but the newest
/// `keep` of that folder go.
Result<std::filesystem::path> copy_backup(const std::filesystem::path& backup,
                                          const std::filesystem::path& folder, unsigned keep);
Result<Done> restore(const config::Config& config, const std::filesystem::path& file, Instant now);
/// `last` is a ticket's number, or empty.
Result<Done> init_new(const config::Config& config, const std::string& last, Instant now);
Result<Done> vacuum(const config::Config& config);

}  // namespace lapor::daemon
