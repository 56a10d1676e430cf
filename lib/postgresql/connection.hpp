// store::Connection over one PostgreSQL database. The gateway's tables are in a schema of their own, "lapor".
#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "postgresql/link.hpp"
#include "postgresql/sharing.hpp"
#include "store/connection.hpp"

namespace lapor::postgresql {

struct Migration {
  std::int64_t version;  ///< as of lib/store's with the same content
  std::string_view name, sql;
};
/// The steps that this version knows, from lib/postgresql/migrations/*.sql.
std::span<const Migration> migrations();

using store::Use;

class Connection final : public store::Connection {
 public:
  /// \throws StoreFailure, Unusable, NoPermission
  Connection(const std::string& conninfo, Use use, const Deadlines& deadlines = {});
  ~Connection() override;

  std::int64_t changes() override;
  void must_change(std::string_view what) override;
  /// Waits until no other gateway is in a transaction; fails if another one has the lease. Both are told by
  /// the first call that reads.
  void begin() override;
  /// When the answer is lost, or came with a warning, it connects again and looks at last_transaction.
  /// \throws StoreFailure: it was not done; LinkLost: it is unknown
  void commit() override;
  void rollback() noexcept override;
  bool in_transaction() const override { return state_ == State::open && link_->is_open(); }
  std::string name() const override { return name_; }
  std::int64_t schema() override;
  std::int64_t bytes() override;
  bool release_free_pages(std::size_t) override { return false; }  ///< its autovacuum does that
  std::int64_t last_id(const std::string& table) override;
  void go_on_after(const std::string& table, std::int64_t id) override;
  void fire_triggers(const std::string& table, bool on) override;
  /// Waits for three seconds, because the server sees later than we that a program has ended.
  std::optional<std::string> other_session() override;
  store::Sharing* sharing() override { return &sharing_; }

  /// The number of times that it waited for the server.
  std::uint64_t round_trips() const { return round_trips_; }
  /// See store::Sharing::write_in().
  void require_epoch(std::int64_t epoch) { epoch_ = epoch; }
  /// Runs statements that give no rows. \pre not in_transaction()
  void exec(const std::string& sql) { link_->script(sql); }

 private:
  friend class PgStatement;
  store::Statement& take(std::string_view sql) override;
  void send(const std::string& sql, const std::vector<Value>& values);
  /// The id of the next row of this table.
  std::int64_t take_id(const std::string& table);
  /// Waits for all that was sent, and returns the last result.
  Result fetch(Link::Then then);
  Result fetch() { return fetch(state_ == State::open ? Link::Then::go_on : Link::Then::sync); }
  void connect();
  std::int64_t stored_version();
  void migrate();
  bool was_committed(std::int64_t transaction);

  std::string conninfo_, name_;
  Deadlines deadlines_;
  std::unique_ptr<Link> link_;
  std::unordered_map<std::string, std::string> translated_;
  std::unordered_map<std::string, std::string> prepared_;  ///< names of statements that the server knows
  std::vector<std::string> unsure_;                        ///< those of them that it hasn't confirmed
  std::unordered_map<std::string, std::deque<std::int64_t>> drawn_ids_;  ///< by table
  std::uint64_t names_ = 0, round_trips_ = 0;
  std::int64_t changed_ = 0;
  enum class State { none, open, failed } state_ = State::none;  ///< of the transaction
  std::optional<std::int64_t> epoch_;                            ///< in which it may write; nullopt: in any
  Sharing sharing_{*this};
  bool counts_unread_ = false;  ///< the last command sent was a write whose result waits
};

}  // namespace lapor::postgresql
