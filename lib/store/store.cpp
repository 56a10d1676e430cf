#include "store/store.hpp"

#include "store/migrate.hpp"

namespace lapor::store {

using engine::StoreFailure;

void SqlStore::begin() {
  known_people_.clear();
  db_->begin();
}

void SqlStore::commit() { tx().commit(); }

void SqlStore::rollback() noexcept { db_->rollback(); }

Connection& SqlStore::tx() {
  // A database ends a transaction by itself after some failures; later statements must not be committed row
  // by row
  if (!db_->in_transaction()) throw StoreFailure(StoreFailure::Kind::other, "store: no transaction is open");
  return *db_;
}

std::unique_ptr<SqlStore> make_store(const std::string& path, const StoreOptions& options) {
  auto db = std::make_unique<Database>(path, OpenOptions{.make = options.make, .vfs = options.vfs});
  const bool has_rows = schema_version(*db) > 0;
  if (!has_rows && !options.make)
    throw StoreFailure(StoreFailure::Kind::io, "store, opening " + path + ": its tables are gone");
  if (options.check && has_rows) db->quick_check();
  db->use_wal();
  migrate(*db);
  return std::make_unique<SqlStore>(std::move(db));
}

std::unique_ptr<SqlStore> open_views(const std::string& path) {
  auto db = std::make_unique<Database>(path, OpenOptions{.read_only = true, .vfs = {}});
  if (schema_version(*db) != migrations().back().version)
    throw Unusable("store, " + path + ": not the schema that this version reads");
  return std::make_unique<SqlStore>(std::move(db));
}

}  // namespace lapor::store
