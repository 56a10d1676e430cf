// Maintenance of a database file while no gateway serves it: renaming a damaged file, restoring a backup,
// making a new file, carrying another database over, VACUUM. \pre of all: the caller holds the lock of the
// state directory (daemon's StateLock).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "engine/model/ticket.hpp"
#include "store/db.hpp"
#include "store/move.hpp"

namespace lapor::store {

/// Renames the database and its log to "<path>.<why>-<time>" and returns the new name. Nothing is lost, and
/// nothing opens the file by accident. `why` is "damaged" or "replaced". \throws StoreFailure
std::string rename_database_aside(const std::string& path, std::string_view why, Instant now);

/// The sign that a database was here and is gone: a renamed file, a log, a backup. nullopt if there is no
/// sign, or if the database is there. After a sign lapord must not make a new one, because it would give out
/// ticket numbers a second time.
std::optional<std::string> missing(const std::string& path, Instant now);

struct Restored {
  Instant last_record{};       ///< the newest time in the backup
  std::int64_t after = 0;      ///< the next ticket's id is above this
  bool exact = false;          ///< the replaced database could still say which serial it gave last
  std::string database_aside;  ///< where the replaced database is now; empty if there was none
};

/// Puts a checked copy of `file` in the place of the database. The next ticket number is beyond all that may
/// have been given out since the backup. A setting tells the gateway at its next start that queued messages
/// are old. If it throws, nothing was changed. \throws Unusable if the file is damaged, another program's or
/// newer, or if its schema isn't exactly the schema of its version (schema_differences()); StoreFailure
Restored restore(const std::string& file, const std::string& path, Instant now);

/// The same for a server's database, which its administrator has put back to an earlier state. \throws
/// StoreFailure, also while another session of the same user is connected
Restored mark_restored(Connection& db, Instant now);

/// The number of ticket ids to leave out for a time that a backup doesn't cover: thirty per minute, which is
/// more than the modems of one machine receive, plus a thousand. `unknown` may be negative (a clock was ahead
/// when the backup was made): its absolute value counts. A backup without any record counts as a month old.
std::int64_t margin(Duration unknown);

/// Renames the present database, if there is one, and makes an empty one. Ticket ids continue after `after`;
/// if that is nullopt, after the last one that the old file or the newest backup knows, plus margin().
Restored renew(const std::string& path, std::optional<std::int64_t> after, Instant now);

/// Carries a database over into a new file, see move(). If it throws, there is no such file. \throws
/// StoreFailure, also when there is one already
Moved move_to_file(Connection& from, const std::string& path);

/// VACUUM: gives free pages back to the file system. Needs as much free space as the file has data. \throws
/// StoreFailure, Unusable
void vacuum(const std::string& path);

}  // namespace lapor::store
