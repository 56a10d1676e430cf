// SQLite behind a few typed calls: connections, cached statements, bound values and columns. Only db.cpp
// includes <sqlite3.h>. Every failure is thrown as engine::StoreFailure. Not thread-safe.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "engine/ports/store.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace lapor::store {

/// This version can't use the file: it is corrupt, another program's, or newer. Nothing was changed.
struct Unusable : engine::StoreFailure {
  explicit Unusable(const std::string& what) : StoreFailure(Kind::corrupt, what) {}
};
/// The file is damaged. A file of another program or of a newer version is Unusable, but not Damaged.
struct Damaged : Unusable {
  using Unusable::Unusable;
};
/// The file or its folder may not be read or written by this user.
struct NoPermission : engine::StoreFailure {
  explicit NoPermission(const std::string& what) : StoreFailure(Kind::io, what) {}
};

struct OpenOptions {
  bool read_only = false;
  bool make = true;     ///< makes the file if there is none
  std::string vfs;      ///< the name of a registered VFS; empty for SQLite's default
  Duration busy{5000};  ///< how long to wait for another process's lock
};

/// Bytes to be bound as a BLOB.
struct Blob {
  std::string_view bytes;
};

/// Renames a finished file. The new name is on disk when it returns. \throws StoreFailure
void put_in_place(const std::string& finished, const std::string& path);

class Query;

class Database {
 public:
  /// Opens or makes the file (mode 0600); ":memory:" works too. Sets what holds for a connection; use_wal()
  /// sets what is written to the file, once it is known to be ours. \throws NoPermission, Unusable,
  /// StoreFailure
  explicit Database(const std::string& path, const OpenOptions& options = {});
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Sets auto_vacuum = INCREMENTAL, so that free pages can be given back a few at a time. A file that
  /// already has tables must be vacuumed once for that.
  void make_shrinkable();
  /// Turns on the write-ahead log with a sync at each commit, and reads both settings back. \throws
  /// StoreFailure if either doesn't hold
  void use_wal();
  /// Runs statements that give no rows and take no values.
  void exec(const std::string& sql);
  /// A statement with its values bound. The prepared statement is kept for the next call with the same text.
  template <class... Values>
  Query query(std::string_view sql, const Values&... values);
  bool in_transaction() const;
  void rollback() noexcept;  ///< no effect outside a transaction
  /// The number of rows that the last INSERT, UPDATE or DELETE changed.
  std::int64_t changes() const;
  /// \throws Damaged with the first fault that SQLite finds
  void quick_check();
  /// A consistent copy into a new file, on disk when it returns.
  void backup_to(const std::string& path);
  const std::string& path() const { return path_; }

 private:
  friend class Query;
  friend struct StatementProbe;  ///< the tests': judges the plans of the kept statements
  struct Kept {
    sqlite3_stmt* handle = nullptr;
    bool busy = false;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  sqlite3_stmt* prepare(std::string_view sql, bool persistent);
  Kept& keep(std::string_view sql);

  std::string path_;
  sqlite3* db_ = nullptr;
  std::unordered_map<std::string, Kept, Hash, std::equal_to<>> kept_;
};

/// One run of a statement; at its end the statement is reset. Columns and values count from 0.
class Query {
 public:
  Query(Database& db, std::string_view sql);
  template <class... Values>
  Query(Database& db, std::string_view sql, const Values&... values) : Query(db, sql) {
    int index = 0;
    (bind(index++, values), ...);
  }
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  /// True: a row is there. \throws StoreFailure
  bool step();
  /// For statements without rows.
  void run();
  /// For an INSERT of one row: its rowid. RETURNING would make a table of its own for that each time.
  std::int64_t insert();
  /// The first row, which must be there. \throws StoreFailure (other) saying `what` is missing
  Query& first(std::string_view what);

  void bind(int index, std::int64_t value);
  void bind(int index, std::string_view value);
  void bind(int index, Blob value);
  void bind(int index, std::nullopt_t);
  void bind(int index, unsigned value) { bind(index, std::int64_t{value}); }
  void bind(int index, std::uint8_t value) { bind(index, std::int64_t{value}); }
  void bind(int index, bool value) { bind(index, std::int64_t{value}); }
  void bind(int index, const char* value) { bind(index, std::string_view{value}); }
  void bind(int index, Instant value) { bind(index, to_ms(value)); }
  template <class Tag>
  void bind(int index, Id<Tag> value) {
    bind(index, value.value);
  }
  template <class T>
  void bind(int index, const std::optional<T>& value) {
    if (value)
      bind(index, *value);
    else
      bind(index, std::nullopt);
  }

  std::int64_t integer(int column) const;
  std::string text(int column) const;  ///< of BLOBs too
  bool null(int column) const;

 private:
  Database& db_;
  Database::Kept* kept_ = nullptr;  ///< null: this run owns its statement, because the kept one is in use
  sqlite3_stmt* handle_ = nullptr;
};

/// Reads the columns of a row from left to right.
class Columns {
 public:
  explicit Columns(const Query& row, int from = 0) : row_(row), at_(from) {}
  Columns& operator>>(std::int64_t& out) { return out = row_.integer(at_++), *this; }
  Columns& operator>>(std::string& out) { return out = row_.text(at_++), *this; }
  Columns& operator>>(unsigned& out) { return out = static_cast<unsigned>(row_.integer(at_++)), *this; }
  Columns& operator>>(std::uint8_t& out) {
    return out = static_cast<std::uint8_t>(row_.integer(at_++)), *this;
  }
  Columns& operator>>(bool& out) { return out = row_.integer(at_++) != 0, *this; }
  Columns& operator>>(Instant& out) { return out = from_ms(row_.integer(at_++)), *this; }
  template <class Tag>
  Columns& operator>>(Id<Tag>& out) {
    return *this >> out.value;
  }
  template <class T>
  Columns& operator>>(std::optional<T>& out) {
    out.reset();
    if (row_.null(at_)) return ++at_, *this;
    return *this >> out.emplace();
  }
  /// A name that the database holds, turned back into its value. \throws Unusable when it names nothing
  template <class T, class Parse>
  Columns& name(T& out, Parse parse) {
    const std::string word = row_.text(at_++);
    const std::optional<T> value = parse(std::string_view{word});
    if (!value) throw Unusable("the database holds an unknown name: " + word);
    return out = *value, *this;
  }

 private:
  const Query& row_;
  int at_;
};

template <class... Values>
Query Database::query(std::string_view sql, const Values&... values) {
  return Query(*this, sql, values...);
}

}  // namespace lapor::store
