// One connection to a PostgreSQL server by libpq, whose every wait has a deadline. Commands are sent in
// pipeline mode: what gives no rows is sent without waiting for its result, which is read before the next
// rows or the end of the transaction.
//
// A link that was waited for in vain is closed, and never told to cancel: a COMMIT that waits for a standby
// would then report success though the standby has nothing (PostgreSQL's documentation of synchronous
// replication, "Handling transactions").
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/store_failure.hpp"

struct pg_conn;
struct pg_result;

namespace lapor::postgresql {

struct Deadlines {
  std::chrono::milliseconds connect{2000};  ///< of each host
  std::chrono::milliseconds answer{5000};   ///< without a sign of life
};

/// The server closed the link, or didn't answer in time.
struct LinkLost : engine::StoreFailure {
  explicit LinkLost(const std::string& why) : StoreFailure(Kind::io, "store, PostgreSQL: " + why) {}
};

/// The rows of one command.
class Result {
 public:
  Result() = default;
  explicit Result(pg_result* result) : result_(result) {}
  Result(Result&& other) noexcept;
  Result& operator=(Result&& other) noexcept;
  ~Result();

  int rows() const;
  std::int64_t changed() const;      ///< rows, by an INSERT, UPDATE or DELETE
  std::string_view command() const;  ///< "COMMIT"; of a failed transaction's COMMIT "ROLLBACK"
  bool null(int row, int column) const;
  std::int64_t integer(int row, int column) const;  ///< of booleans too; 0 for NULL
  std::string text(int row, int column) const;      ///< of BYTEA its bytes

 private:
  pg_result* result_ = nullptr;
};

/// A value as it is sent: nullopt for NULL.
struct Value {
  std::optional<std::string> bytes;
  bool binary = false;
};

class Link {
 public:
  /// Connects to the first of the hosts of `conninfo` that accepts. \throws StoreFailure
  Link(const std::string& conninfo, const Deadlines& deadlines);
  ~Link();
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  /// Sends a command; its result isn't read yet.
  void send(const std::string& sql);
  void prepare(const std::string& name, const std::string& sql);
  void send_prepared(const std::string& name, const std::vector<Value>& values);
  /// The last command that was sent, which must be unread, has failed if it changes no row: read() throws
  /// Missing.
  void must_change(std::string_view what) { unread_.back() = what; }

  enum class Then {
    go_on,  ///< inside a transaction
    sync    ///< what was sent ends here; outside a transaction it takes effect
  };
  /// Reads the results of all that was sent, and returns the last one. \throws StoreFailure for the first
  /// that failed, LinkLost
  Result read(Then then);
  std::size_t unread() const { return unread_.size(); }
  /// True if a command that must change a row is unread.
  bool must_still_change() const;

  /// Ends a failed transaction or an open one. Closes the link where that fails.
  void abandon() noexcept;
  /// Runs statements that give no rows, in one transaction. \pre nothing is unread
  void script(const std::string& sql);
  void close() noexcept;
  bool is_open() const { return conn_ != nullptr; }
  /// True if the server warned since the last call.
  bool take_warning();
  std::string server() const;  ///< "host/database", for people

 private:
  void connect(const std::string& conninfo);
  pg_conn* try_host(const std::string& conninfo, const std::string& host, const std::string& hostaddr,
                    const std::string& port, std::string& why);
  void require(int sent);
  void wait(bool to_write, std::chrono::milliseconds patience);
  pg_result* next_result(std::chrono::milliseconds patience);
  pg_result* next_result() { return next_result(deadlines_.answer); }
  [[noreturn]] void lost(const std::string& why);

  pg_conn* conn_ = nullptr;
  Deadlines deadlines_;
  std::deque<std::string> unread_;  ///< of each command what must change, "" if nothing must
  bool warned_ = false;
};

}  // namespace lapor::postgresql
