// Backups: checked copies of the database, taken beside its writer; the newest few are kept. These calls may
// take minutes, so a child process makes them while the gateway serves.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace lapor::store {

struct Backup {
  std::filesystem::path file;
  Instant at{};
};

/// The default folder of backups: "backups" beside the database.
std::filesystem::path backup_folder(const std::filesystem::path& database);
/// The backups in a folder, newest first. Files with other names are ignored.
std::vector<Backup> backups(const std::filesystem::path& folder);
/// "lapord-20260303T080000Z.db"
std::string backup_name(Instant at);

/// Copies the database as it is now, lets SQLite check the copy, and only then gives it its name: a file with
/// that name is complete and on disk. The copy is one file without a log. Removes all but the newest `keep`
/// backups.
/// \throws Unusable if the copy is damaged; StoreFailure
Backup take_backup(const std::string& database, const std::filesystem::path& folder, Instant now,
                   unsigned keep);
/// Removes all but the newest `keep`. A file that can't be removed stays; that is no error.
void rotate(const std::filesystem::path& folder, unsigned keep);

}  // namespace lapor::store
