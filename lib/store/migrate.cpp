#include "store/migrate.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "store/private_file.hpp"

namespace lapor::store {
namespace {

std::int64_t pragma(Database& db, std::string_view sql) { return db.query(sql).first("pragma").integer(0); }

void refuse_foreign(Database& db) {
  const std::int64_t id = pragma(db, "PRAGMA application_id");
  if (id == application_id) return;
  if (id == 0 && pragma(db, "SELECT count(*) FROM sqlite_schema") == 0) return;  // a new file
  throw Unusable(fmt::format("store, {}: this database belongs to another program", db.path()));
}

void refuse_newer(Database& db, std::int64_t version, std::int64_t known) {
  if (version <= known) return;
  throw Unusable(
      fmt::format("store, {}: the database has schema {}, this version knows {}: install the newer version",
                  db.path(), version, known));
}

void run(Database& db, const Migration& step) {
  db.exec("BEGIN IMMEDIATE");
  try {
    // another process may have migrated it meanwhile
    if (pragma(db, "PRAGMA user_version") < step.version) {
      db.exec(std::string(step.sql));
      db.exec(
          fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id, step.version));
    }
    db.exec("COMMIT");
  } catch (...) {
    db.rollback();
    throw;
  }
}

/// By "trigger event_kept": the SQL that made it. SQLite's own tables and indexes have none that differs.
std::map<std::string, std::string> schema_of(Database& db) {
  std::map<std::string, std::string> out;
  auto rows = db.query("SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_schema");
  while (rows.step()) out[rows.text(0) + " " + rows.text(1)] = rows.text(2) + "\n" + rows.text(3);
  return out;
}

}  // namespace

std::int64_t schema_version(Database& db) {
  refuse_foreign(db);
  return pragma(db, "PRAGMA user_version");
}

std::vector<std::string> schema_differences(Database& db, std::span<const Migration> steps) {
  const auto version = schema_version(db);
  refuse_newer(db, version, steps.empty() ? 0 : steps.back().version);
  Database fresh(":memory:");
  migrate(fresh, steps.first(static_cast<std::size_t>(std::max<std::int64_t>(version, 0))), Before::nothing);
  const auto ours = schema_of(fresh), theirs = schema_of(db);
  std::vector<std::string> out;
  for (const auto& [name, sql] : theirs)
    if (!ours.contains(name))
      out.push_back(name + " is not ours");
    else if (ours.at(name) != sql)
      out.push_back(name + " is another");
  for (const auto& [name, sql] : ours)
    if (!theirs.contains(name)) out.push_back(name + " is missing");
  return out;
}

void migrate(Database& db, std::span<const Migration> steps, Before before) {
  const std::int64_t version = schema_version(db);
  const std::int64_t known = steps.empty() ? 0 : steps.back().version;
  refuse_newer(db, version, known);
  if (before == Before::backup && version > 0 && version < known && db.path() != ":memory:")
    db.backup_to(fmt::format("{}.before-{}", db.path(), known));
  for (const Migration& step : steps)
    if (step.version > version) run(db, step);
}

}  // namespace lapor::store
