// A connection to a database as lib/store uses it: statements with values bound, their rows, transactions.
// Behind it is a file (db.hpp) or a server. The SQL of lib/store is written once, in words that both
// understand. Every failure is thrown as engine::StoreFailure. Not thread-safe.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "engine/api/store_failure.hpp"

namespace lapor::store {

/// This version can't use the database: it is corrupt, another program's, or newer. Nothing was changed.
struct Unusable : engine::StoreFailure {
  explicit Unusable(const std::string& what) : StoreFailure(Kind::corrupt, what) {}
};
/// The database may not be read or written by this user.
struct NoPermission : engine::StoreFailure {
  explicit NoPermission(const std::string& what) : StoreFailure(Kind::io, what) {}
};

/// A row that must be there isn't.
struct Missing : engine::StoreFailure {
  explicit Missing(std::string_view what)
      : StoreFailure(Kind::other, "store: no such " + std::string(what)) {}
};

/// The purpose of a connection to a server.
enum class Use {
  write,  ///< the tables are made, or brought up to date
  read,   ///< tables of another version are refused
  fill,   ///< they are made where there are none; waits are long, because much is sent at once
  watch   ///< for a standby: tables of an older version stay as they are, if they know the lease
};

/// Bytes to be bound as a BLOB.
struct Blob {
  std::string_view bytes;
};

/// One run of a statement. Columns and values count from 0. All values are bound before the first step.
class Statement {
 public:
  virtual void bind(int index, std::int64_t value) = 0;
  virtual void bind(int index, std::string_view value) = 0;
  virtual void bind(int index, Blob value) = 0;
  virtual void bind_null(int index) = 0;

  /// True: a row is there. \throws StoreFailure
  virtual bool step() = 0;
  /// For statements whose rows nobody reads.
  virtual void run() = 0;
  /// For an INSERT of one row: its id.
  virtual std::int64_t insert() = 0;

  virtual std::int64_t integer(int column) const = 0;
  virtual std::string text(int column) const = 0;  ///< of BLOBs too
  virtual bool null(int column) const = 0;

  /// The run is over; the statement may not be used after that.
  virtual void end() noexcept = 0;

 protected:
  ~Statement() = default;
};

class Query;
class Sharing;

class Connection {
 public:
  Connection() = default;
  virtual ~Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// A statement with its values bound. What the database made of its text is kept for the next call.
  template <class... Values>
  Query query(std::string_view sql, const Values&... values);
  /// The number of rows that the last INSERT, UPDATE or DELETE changed.
  virtual std::int64_t changes() = 0;
  /// The UPDATE or DELETE that was just run must have changed a row. If it has not, Missing is thrown: by
  /// this call, by the next that reads rows, or by commit().
  virtual void must_change(std::string_view what) = 0;

  /// No other writer is in a transaction until commit() or rollback().
  virtual void begin() = 0;
  /// The rows are on disk when it returns. If it throws, their fate is unknown.
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;  ///< no effect outside a transaction
  virtual bool in_transaction() const = 0;

  virtual std::string name() const = 0;  ///< for people: a path
  virtual std::int64_t schema() = 0;     ///< the number of the newest migration
  virtual std::int64_t bytes() = 0;      ///< what it takes on its disk
  /// See ErasurePort.
  virtual bool release_free_pages(std::size_t pages) = 0;

  // Calls for a move to another database (move.hpp).
  /// The highest number that a row of this table ever had. \pre the database numbers its rows
  virtual std::int64_t last_id(const std::string& table) = 0;
  /// The number of the next row is above this one. Part of the transaction.
  virtual void go_on_after(const std::string& table, std::int64_t id) = 0;
  /// If false, changes of this table change no other. Part of the transaction.
  virtual void fire_triggers(const std::string& table, bool on) = 0;
  /// The name that another session of the same user gives itself; nullopt if there is none. \pre not
  /// in_transaction()
  virtual std::optional<std::string> other_session() = 0;

  /// The lease of a database that several gateways may share (sharing.hpp); nullptr for a file, which has one
  /// writer by its lock.
  virtual Sharing* sharing() { return nullptr; }

 private:
  friend class Query;
  virtual Statement& take(std::string_view sql) = 0;
};

/// One run of a statement, ended with its scope.
class Query {
 public:
  Query(Connection& db, std::string_view sql) : run_(db.take(sql)) {}
  template <class... Values>
  Query(Connection& db, std::string_view sql, const Values&... values) : Query(db, sql) {
    int index = 0;
    (bind(index++, values), ...);
  }
  ~Query() { run_.end(); }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  bool step() { return run_.step(); }
  void run() { run_.run(); }
  std::int64_t insert() { return run_.insert(); }
  /// The first row, which must be there. \throws Missing
  Query& first(std::string_view what);

  void bind(int index, std::int64_t value) { run_.bind(index, value); }
  void bind(int index, std::string_view value) { run_.bind(index, value); }
  void bind(int index, Blob value) { run_.bind(index, value); }
  void bind(int index, std::nullopt_t) { run_.bind_null(index); }
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

  std::int64_t integer(int column) const { return run_.integer(column); }
  std::string text(int column) const { return run_.text(column); }
  bool null(int column) const { return run_.null(column); }

 private:
  Statement& run_;
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
Query Connection::query(std::string_view sql, const Values&... values) {
  return Query(*this, sql, values...);
}

inline Query& Query::first(std::string_view what) {
  if (!step()) throw Missing(what);
  return *this;
}

}  // namespace lapor::store
