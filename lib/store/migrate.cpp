#include "store/migrate.hpp"

#include <fmt/core.h>

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

}  // namespace

std::int64_t schema_version(Database& db) {
  refuse_foreign(db);
  return pragma(db, "PRAGMA user_version");
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
