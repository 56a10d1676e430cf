// Backups: checked copies of the database beside its writer, the newest few kept. What is here may take long,
// so it runs in a process of its own while the gateway serves.
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

/// Where backups go if nothing else is said.
std::filesystem::path backup_folder(const std::filesystem::path& database);
/// The backups of a folder, newest first; files of other names are nobody's business.
std::vector<Backup> backups(const std::filesystem::path& folder);
/// "lapord-20260303T080000Z.db"
std::string backup_name(Instant at);

/// Copies the database as it is at this moment, lets SQLite check the copy, and only then gives it its name:
/// a file of that name is whole and on disk. All but the newest `keep` go. The copy is one plain file.
/// \throws Unusable when the copy is damaged, StoreFailure
Backup take_backup(const std::string& database, const std::filesystem::path& folder, Instant now,
                   unsigned keep);
/// Removes all but the newest `keep`; what can't be removed stays.
void rotate(const std::filesystem::path& folder, unsigned keep);

}  // namespace lapor::store
