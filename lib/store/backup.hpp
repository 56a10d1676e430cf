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
  Instant at{};                ///< by its name: the clock of the machine when it was made
  std::int64_t tickets = 0;    ///< the last serial that was given out when it was made
  std::int64_t events = 0;     ///< the last event that it holds
  bool in_the_future = false;  ///< it was made by a clock that was ahead: its name says nothing
};

/// The default folder of backups: "backups" beside the database.
std::filesystem::path backup_folder(const std::filesystem::path& database);
/// The backups of a folder, newest first. Their content tells which is newer, because serials and events only
/// grow and clocks may lie. Equal ones are ordered by name, and names of the future come last. A file that
/// has another name, is a link or isn't a database of ours is no backup.
std::vector<Backup> backups(const std::filesystem::path& folder, Instant now);
/// "lapord-20260303T080000Z.db"
std::string backup_name(Instant at);

/// Copies the database as it is at this moment, lets SQLite check the copy, and only then gives it its name:
/// a file of that name is whole and on disk. The copy is one plain file, and replaces none. All but it and
/// the newest others, `keep` in all, go. The folder is private_folder() for the owner of the database.
/// \throws Unusable when the copy is damaged; StoreFailure, also when the file isn't there at the end
Backup take_backup(const std::string& database, const std::filesystem::path& folder, Instant now,
                   unsigned keep);
/// Copies a backup into another folder by the same rules, with the rights of the caller. \throws
/// StoreFailure
std::filesystem::path copy_backup(const std::filesystem::path& backup, const std::filesystem::path& folder,
                                  Instant now, unsigned keep);

}  // namespace lapor::store
