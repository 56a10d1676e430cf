// What is done to a database file while no gateway serves it: setting a damaged one aside, putting a backup
// back, beginning anew. The caller holds the lock of the state directory.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "engine/model/ticket.hpp"
#include "store/db.hpp"

namespace lapor::store {

/// Renames the database and its log to "<path>.<why>-<time>", so that nothing is lost and nothing opens it by
/// accident; the new name. `why` is damaged or replaced. \throws StoreFailure
std::string rename_database_aside(const std::string& path, std::string_view why, Instant now);

/// No database (or an empty file), though there was one: a file set aside, a log, a backup. A new one must
/// not be made by itself, for its ticket numbers would be given out a second time. Says what was found, or
/// nothing.
std::optional<std::string> missing(const std::string& path);

/// The newest time that a row bears: what came after it, the file doesn't know.
Instant last_record(Database& db);

struct Restored {
  Instant last_record{};       ///< the newest thing that the backup knows
  std::int64_t after = 0;      ///< the next ticket's id is above this
  bool exact = false;          ///< the replaced database could still say which serial it gave last
  std::string database_aside;  ///< where the replaced database is now; empty if there was none
};

/// Puts a checked copy of `file` in the place of the database. Ticket numbers go on past all that may have
/// been given out since the backup, and the gateway finds at its start that what was queued is old. Nothing
/// is changed when it throws. \throws Unusable when the file is damaged, another program's or newer;
/// StoreFailure
Restored restore(const std::string& file, const std::string& path, Instant now);

/// How many serials are left out for a time that a backup doesn't know of: thirty a minute, more than the
/// modems of a machine bring in, and a thousand for clocks that differ.
std::int64_t margin(Duration unknown);

/// Sets the present database aside, if there is one, and makes an empty one. Tickets go on after `after`, or
/// after the last that the old one or the newest backup can tell of, with the margin.
Restored renew(const std::string& path, std::optional<std::int64_t> after, Instant now);

/// Gives free pages back to the file system; needs as much room again. \throws StoreFailure, Unusable
void vacuum(const std::string& path);

}  // namespace lapor::store
