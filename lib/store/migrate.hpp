// Brings a database file to the schema that this version knows: numbered steps, forward only, each in one
// transaction.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/db.hpp"

namespace lapor::store {

struct Migration {
  std::int64_t version;  ///< from 1, without gaps; PRAGMA user_version after it
  std::string_view name, sql;
};

/// The steps that this version knows, from lib/store/migrations/*.sql.
std::span<const Migration> migrations();

/// The number of the schema (PRAGMA user_version); 0 for an empty file. \throws Unusable for another
/// program's file
std::int64_t schema_version(Database& db);

/// In what the file's tables, indexes, triggers and views differ from those that the first
/// `schema_version(db)` of `steps` make: "trigger spy is not ours", "trigger event_kept is missing", "table
/// person is another". Empty: in nothing. Runs nothing of what the file holds.
std::vector<std::string> schema_differences(Database& db, std::span<const Migration> steps = migrations());

/// The step before a file with rows is changed.
enum class Before { backup, nothing };

/// Runs the steps that the file lacks, each in one transaction. A file with rows is first copied to
/// "<path>.before-<newest version>".
/// \throws Unusable, with nothing changed, when the file isn't ours or is newer than `steps`
void migrate(Database& db, std::span<const Migration> steps = migrations(), Before before = Before::backup);

}  // namespace lapor::store
