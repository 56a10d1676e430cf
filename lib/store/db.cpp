#include "store/db.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "store/private_file.hpp"

namespace lapor::store {
namespace {

using Kind = engine::StoreFailure::Kind;

Kind kind_of(int rc) {
  switch (rc & 0xff) {
    case SQLITE_FULL:
      return Kind::full;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:  // a file system that the kernel remounted after errors
      return Kind::io;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return Kind::busy;
    default:
      return Kind::other;
  }
}

[[noreturn]] void fail(sqlite3* db, int rc, std::string_view doing) {
  const char* why = db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(rc);
  const std::string what = fmt::format("store, {}: {} (SQLite {})", doing, why, rc);
  const int primary = rc & 0xff;
  if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB) throw Damaged(what);
  if (primary == SQLITE_PERM || primary == SQLITE_AUTH) throw NoPermission(what);
  if (db != nullptr && (primary == SQLITE_CANTOPEN || primary == SQLITE_IOERR)) {
    const int cause = sqlite3_system_errno(db);
    if (cause == EACCES || cause == EPERM) throw NoPermission(what);
  }
  throw engine::StoreFailure(kind_of(rc), what);
}

/// Makes the file with mode 0600, because SQLite would make it readable for all; the log gets the mode of the
/// file. Never opens a file that exists: closing it would drop the POSIX locks that this process holds on it.
void make_private_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0) return;  // there already, or SQLite will say why not
  ::close(fd);
  sync_folder_of(path);
}

}  // namespace

void put_in_place(const std::string& finished, const std::string& path) {
  const int fd = ::open(finished.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = fd >= 0 && ::fsync(fd) == 0;
  if (fd >= 0) ::close(fd);
  if (!synced || std::rename(finished.c_str(), path.c_str()) != 0)
    throw engine::StoreFailure(Kind::io,
                               fmt::format("store: {} can't be written: {}", path, std::strerror(errno)));
  sync_folder_of(path);
}

Database::Database(const std::string& path, const OpenOptions& options) : path_(path) {
  const bool make = options.make && !options.read_only;
  const int mode =
      options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | (make ? SQLITE_OPEN_CREATE : 0);
  if (make && path != ":memory:") make_private_file(path);
  const int rc = sqlite3_open_v2(path.c_str(), &db_, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                                 options.vfs.empty() ? nullptr : options.vfs.c_str());
  try {
    if (rc != SQLITE_OK) fail(db_, rc, "opening " + path);
    if (!options.read_only && sqlite3_db_readonly(db_, "main") == 1) {
      if (::access(path.c_str(), W_OK) != 0 && errno == EROFS)
        throw engine::StoreFailure(Kind::io, "store, opening " + path + ": Read-only file system");
      throw NoPermission("store, opening " + path + ": the file may not be written");
    }
    sqlite3_busy_timeout(db_, static_cast<int>(options.busy.count()));
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // Otherwise a statement that binds a column of a partial index is planned again at each binding.
    sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    exec(
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA "
        "secure_delete = ON");
    if (options.read_only) exec("PRAGMA query_only = ON");
  } catch (...) {
    sqlite3_close_v2(db_);
    throw;
  }
}

Database::~Database() {
  kept_.clear();
  sqlite3_close_v2(db_);
}

void Database::make_shrinkable() { exec("PRAGMA auto_vacuum = INCREMENTAL"); }

void Database::use_wal() {
  make_shrinkable();
  const std::string journal = query("PRAGMA journal_mode = WAL").first("journal mode").text(0);
  if (journal != "wal" && path_ != ":memory:")
    throw engine::StoreFailure(Kind::other,
                               "store: this file system allows no write-ahead log, only " + journal);
  exec(
      "PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; PRAGMA journal_size_limit = 16777216; PRAGMA "
      "wal_autocheckpoint = 4000");
  if (query("PRAGMA synchronous").first("synchronous").integer(0) != 2)
    throw engine::StoreFailure(Kind::other, "store: SQLite doesn't sync at each commit");
}

void Database::exec(const std::string& sql) {
  const int rc = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
  if (rc != SQLITE_OK) fail(db_, rc, sql.substr(0, 40));
}

void Database::begin() { query("BEGIN IMMEDIATE").run(); }

void Database::commit() { query("COMMIT").run(); }

bool Database::in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }

void Database::rollback() noexcept {
  if (in_transaction()) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
}

std::int64_t Database::changes() { return sqlite3_changes64(db_); }

void Database::must_change(std::string_view what) {
  if (changes() == 0) throw Missing(what);
}

std::int64_t Database::figure(std::string_view sql) { return query(sql).first("figure").integer(0); }

std::int64_t Database::schema() { return figure("PRAGMA user_version"); }

std::int64_t Database::bytes() { return figure("PRAGMA page_count") * figure("PRAGMA page_size"); }

bool Database::release_free_pages(std::size_t pages) {
  const auto free = [&] { return figure("PRAGMA freelist_count"); };
  const auto many = [&](std::int64_t n) { return 8 * n > figure("PRAGMA page_count"); };
  const auto before = free();
  if (!many(before)) return false;
  auto slice = query("PRAGMA incremental_vacuum(" + std::to_string(pages) + ")");
  while (slice.step()) continue;
  const auto after = free();
  return after < before && many(after);
}

std::int64_t Database::last_id(const std::string& table) {
  return query(
             "SELECT max(ifnull((SELECT seq FROM sqlite_sequence WHERE name = ?), 0), ifnull((SELECT "
             "max(rowid) FROM " +
                 table + "), 0))",
             table)
      .first("id")
      .integer(0);
}

/// Only a table with AUTOINCREMENT goes on after rows that are gone; in other tables the highest row counts.
void Database::go_on_after(const std::string& table, std::int64_t id) {
  query(
      "INSERT INTO sqlite_sequence SELECT name, 0 FROM sqlite_schema WHERE name = ? AND sql LIKE "
      "'%AUTOINCREMENT%' "
      "AND name NOT IN (SELECT name FROM sqlite_sequence)",
      table)
      .run();
  query("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", id, table).run();
}

void Database::fire_triggers(const std::string&, bool on) {
  sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_TRIGGER, on ? 1 : 0, nullptr);
}

void Database::quick_check() {
  const std::string verdict = query("PRAGMA quick_check(1)").first("quick_check").text(0);
  if (verdict != "ok") throw Damaged("store, " + path_ + ": " + verdict);
}

void Database::backup_to(const std::string& path) {
  const std::string unfinished = path + ".tmp";
  std::remove(unfinished.c_str());
  make_new_file(unfinished);
  {
    Database copy(unfinished);
    sqlite3_backup* backup = sqlite3_backup_init(copy.db_, "main", db_, "main");
    if (backup == nullptr) fail(copy.db_, sqlite3_extended_errcode(copy.db_), "backing up");
    sqlite3_backup_step(backup, -1);
    const int rc = sqlite3_backup_finish(backup);
    if (rc != SQLITE_OK) fail(copy.db_, rc, "backing up");
  }
  put_in_place(unfinished, path);
}

sqlite3_stmt* Database::prepare(std::string_view sql, bool persistent) {
  sqlite3_stmt* handle = nullptr;
  const int rc = sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()),
                                    persistent ? SQLITE_PREPARE_PERSISTENT : 0u, &handle, nullptr);
  if (rc != SQLITE_OK) fail(db_, rc, sql.substr(0, 40));
  return handle;
}

Statement& Database::take(std::string_view sql) {
  auto found = kept_.find(sql);
  if (found == kept_.end())
    found = kept_.emplace(std::string(sql), std::make_unique<SqliteStatement>(db_, prepare(sql, true), true))
                .first;
  auto& kept = *found->second;
  if (kept.busy_) return *new SqliteStatement(db_, prepare(sql, false), false);
  kept.busy_ = true;
  return kept;
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(handle_); }

void SqliteStatement::end() noexcept {
  if (!kept_) {
    delete this;
    return;
  }
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
  busy_ = false;
}

bool SqliteStatement::step() {
  const int rc = sqlite3_step(handle_);
  if (rc == SQLITE_ROW) return true;
  if (rc == SQLITE_DONE) return false;
  fail(db_, rc, std::string_view(sqlite3_sql(handle_)).substr(0, 40));
}

void SqliteStatement::run() {
  while (step()) continue;
}

std::int64_t SqliteStatement::insert() {
  run();
  return sqlite3_last_insert_rowid(db_);
}

void SqliteStatement::bind(int index, std::int64_t value) {
  const int rc = sqlite3_bind_int64(handle_, index + 1, value);
  if (rc != SQLITE_OK) fail(db_, rc, "binding");
}

void SqliteStatement::bind(int index, std::string_view value) {
  const char* bytes = value.data() != nullptr ? value.data() : "";  // a null pointer would be bound as NULL
  const int rc = sqlite3_bind_text64(handle_, index + 1, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  if (rc != SQLITE_OK) fail(db_, rc, "binding");
}

void SqliteStatement::bind(int index, Blob value) {
  const char* bytes = value.bytes.data() != nullptr ? value.bytes.data() : "";
  const int rc = sqlite3_bind_blob64(handle_, index + 1, bytes, value.bytes.size(), SQLITE_TRANSIENT);
  if (rc != SQLITE_OK) fail(db_, rc, "binding");
}

void SqliteStatement::bind_null(int index) {
  const int rc = sqlite3_bind_null(handle_, index + 1);
  if (rc != SQLITE_OK) fail(db_, rc, "binding");
}

std::int64_t SqliteStatement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

std::string SqliteStatement::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_, column));
  const int size = sqlite3_column_bytes(handle_, column);
  return bytes == nullptr ? std::string{} : std::string(bytes, static_cast<std::size_t>(size));
}

bool SqliteStatement::null(int column) const { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }

}  // namespace lapor::store
