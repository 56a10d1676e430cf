// An SQLite file. Only db.cpp includes <sqlite3.h>.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.hpp"
#include "store/connection.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace lapor::store {

/// The file is damaged. A file of another program or of a newer version is Unusable, but not Damaged.
struct Damaged : Unusable {
  using Unusable::Unusable;
};

struct OpenOptions {
  bool read_only = false;
  bool make = true;     ///< makes the file if there is none
  std::string vfs;      ///< the name of a registered VFS; empty for SQLite's default
  Duration busy{5000};  ///< how long to wait for another process's lock
};

/// Renames a finished file. The new name is on disk when it returns. \throws StoreFailure
void put_in_place(const std::string& finished, const std::string& path);

class SqliteStatement final : public Statement {
 public:
  /// `kept`: the database owns it and takes it again. Another one deletes itself at its end.
  SqliteStatement(sqlite3* db, sqlite3_stmt* handle, bool kept) : db_(db), handle_(handle), kept_(kept) {}
  ~SqliteStatement();
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  void bind(int index, std::int64_t value) override;
  void bind(int index, std::string_view value) override;
  void bind(int index, Blob value) override;
  void bind_null(int index) override;
  bool step() override;
  void run() override;
  /// Reads the last rowid: RETURNING would make a table of its own for that each time.
  std::int64_t insert() override;
  std::int64_t integer(int column) const override;
  std::string text(int column) const override;
  bool null(int column) const override;
  void end() noexcept override;

 private:
  friend class Database;
  friend struct StatementProbe;
  sqlite3* db_;
  sqlite3_stmt* handle_;
  bool kept_;
  bool busy_ = false;
};

class Database final : public Connection {
 public:
  /// Opens or makes the file (mode 0600); ":memory:" works too. Sets what holds for a connection; use_wal()
  /// sets what is written to the file, once it is known to be ours. \throws NoPermission, Unusable,
  /// StoreFailure
  explicit Database(const std::string& path, const OpenOptions& options = {});
  ~Database() override;

  /// Sets auto_vacuum = INCREMENTAL, so that free pages can be given back a few at a time. A file that
  /// already has tables must be vacuumed once for that.
  void make_shrinkable();
  /// Turns on the write-ahead log with a sync at each commit, and reads both settings back. \throws
  /// StoreFailure if either doesn't hold
  void use_wal();
  /// Runs statements that give no rows and take no values.
  void exec(const std::string& sql);
  /// \throws Damaged with the first fault that SQLite finds
  void quick_check();
  /// A consistent copy into a new file, on disk when it returns.
  void backup_to(const std::string& path);
  const std::string& path() const { return path_; }

  std::int64_t changes() override;
  void must_change(std::string_view what) override;
  void begin() override;
  void commit() override;
  void rollback() noexcept override;
  bool in_transaction() const override;
  std::string name() const override { return path_; }
  std::int64_t schema() override;
  std::int64_t bytes() override;
  bool release_free_pages(std::size_t pages) override;
  std::int64_t last_id(const std::string& table) override;
  void go_on_after(const std::string& table, std::int64_t id) override;
  void fire_triggers(const std::string& table, bool on) override;  ///< of every table, until it is set again
  std::optional<std::string> other_session() override { return std::nullopt; }  ///< a lock keeps others out

 private:
  friend struct StatementProbe;  ///< the tests': judges the plans of the kept statements
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  Statement& take(std::string_view sql) override;
  sqlite3_stmt* prepare(std::string_view sql, bool persistent);
  std::int64_t figure(std::string_view sql);

  std::string path_;
  sqlite3* db_ = nullptr;
  std::unordered_map<std::string, std::unique_ptr<SqliteStatement>, Hash, std::equal_to<>> kept_;
};

}  // namespace lapor::store
