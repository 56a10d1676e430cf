#include "postgresql/connection.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <optional>

#include "base/utf8.hpp"
#include "postgresql/dialect.hpp"

namespace lapor::postgresql {
namespace {

using engine::StoreFailure;

/// More results than this are not left unread: neither side may run out of room for them.
constexpr std::size_t most_unread = 100;

/// The number of ids that are drawn from a sequence at a time.
constexpr int drawn_at_once = 64;

// Keys of advisory locks: "LAPR" and what is locked.
constexpr const char* lock_writer = "SELECT pg_advisory_xact_lock(1279348818, 1)";
constexpr const char* require_our_epoch = "SELECT lapor.require_epoch($1)";
constexpr const char* lock_schema = "SELECT pg_advisory_xact_lock(1279348818, 2)";

/// The first version of the schema that knows the lease.
constexpr std::int64_t with_lease = 20;

bool writes(std::string_view sql) {
  return sql.starts_with("INSERT") || sql.starts_with("UPDATE") || sql.starts_with("DELETE");
}

std::int64_t new_transaction_name() {
  std::int64_t drawn = 0;
  if (::getentropy(&drawn, sizeof drawn) != 0)
    throw StoreFailure(StoreFailure::Kind::other, "the system gives no randomness");
  return drawn;
}

}  // namespace

/// A run of a statement. It is sent at the first step, and its rows are here as a whole then.
class PgStatement final : public store::Statement {
 public:
  PgStatement(Connection& db, const std::string& sql) : db_(db), sql_(sql) {}

  void bind(int index, std::int64_t value) override { put(index, {std::to_string(value), false}); }
  /// A text that the server would refuse ends the whole transaction, and strangers write texts.
  void bind(int index, std::string_view value) override { put(index, {utf8::clean(value), false}); }
  void bind(int index, store::Blob value) override { put(index, {std::string(value.bytes), true}); }
  void bind_null(int index) override { put(index, {std::nullopt, false}); }

  bool step() override {
    if (!ran_) execute(sql_);
    return ++row_ < result_->rows();
  }

  void run() override {
    if (ran_) return;
    if (!writes(sql_) || !db_.in_transaction()) return execute(sql_);
    db_.send(sql_, values_);
    ran_ = db_.counts_unread_ = true;
  }

  std::int64_t insert() override {
    if (const auto numbered = with_own_id(sql_, values_.size()); numbered && db_.in_transaction()) {
      const auto id = db_.take_id(numbered->table);
      values_.push_back({std::to_string(id), false});
      db_.send(numbered->sql, values_);
      ran_ = true;
      db_.changed_ = 1;
      return id;
    }
    execute(returning_id(sql_));
    db_.changed_ = result_->rows();
    return result_->rows() > 0 ? result_->integer(0, 0) : 0;
  }

  std::int64_t integer(int column) const override { return result_->integer(row_, column); }
  std::string text(int column) const override { return result_->text(row_, column); }
  bool null(int column) const override { return result_->null(row_, column); }
  void end() noexcept override { delete this; }

 private:
  void put(int index, Value value) {
    const auto at = static_cast<std::size_t>(index);
    if (values_.size() <= at) values_.resize(at + 1);
    values_[at] = std::move(value);
  }
  void execute(const std::string& sql) {
    db_.send(sql, values_);
    result_ = db_.fetch();
    ran_ = true;
    if (writes(sql)) db_.changed_ = result_->changed();
  }

  Connection& db_;
  const std::string& sql_;
  std::vector<Value> values_;
  std::optional<Result> result_;
  int row_ = -1;
  bool ran_ = false;
};

Connection::Connection(const std::string& conninfo, Use use, const Deadlines& deadlines)
    : conninfo_(conninfo), deadlines_(deadlines) {
  connect();
  name_ = link_->server();
  const auto version = stored_version();
  if (use == Use::write || (use == Use::fill && version == 0) || (use == Use::watch && version < with_lease))
    migrate();
  else if (use == Use::watch ? version > migrations().back().version : version != migrations().back().version)
    throw store::Unusable(fmt::format("store, {}: not the schema that this version reads", name_));
}

Connection::~Connection() = default;

void Connection::connect() {
  link_ = std::make_unique<Link>(conninfo_, deadlines_);
  prepared_.clear();
  unsure_.clear();
  drawn_ids_.clear();  // a server that crashed may have forgotten that it gave them
  counts_unread_ = false;
}

/// Ids that a transaction took before it failed are not given back: they need not be dense.
std::int64_t Connection::take_id(const std::string& table) {
  auto& drawn = drawn_ids_[table];
  if (drawn.empty()) {
    auto rows =
        query(fmt::format("SELECT nextval('{}_id_seq') FROM generate_series(1, {})", table, drawn_at_once));
    while (rows.step()) drawn.push_back(rows.integer(0));
  }
  const auto id = drawn.front();
  drawn.pop_front();
  return id;
}

store::Statement& Connection::take(std::string_view sql) {
  const auto [at, is_new] = translated_.try_emplace(std::string(sql));
  if (is_new) at->second = translated(sql);
  return *new PgStatement(*this, at->second);
}

void Connection::send(const std::string& sql, const std::vector<Value>& values) {
  if (state_ == State::failed || !link_->is_open()) throw LinkLost("there is no connection");
  if (link_->unread() >= most_unread) fetch();
  const auto [at, is_new] = prepared_.try_emplace(sql);
  if (is_new) {
    at->second = fmt::format("s{}", ++names_);
    unsure_.push_back(sql);
    link_->prepare(at->second, sql);
  }
  link_->send_prepared(at->second, values);
  counts_unread_ = false;
}

Result Connection::fetch(Link::Then then) {
  ++round_trips_;
  counts_unread_ = false;
  try {
    auto result = link_->read(then);
    unsure_.clear();
    return result;
  } catch (...) {
    if (state_ == State::open) state_ = State::failed;
    for (const auto& sql : unsure_) prepared_.erase(sql);
    unsure_.clear();
    throw;
  }
}

std::int64_t Connection::changes() {
  if (counts_unread_) changed_ = fetch().changed();
  return changed_;
}

void Connection::must_change(std::string_view what) {
  if (counts_unread_) return link_->must_change(what);
  if (changed_ == 0) throw store::Missing(what);
}

void Connection::begin() {
  link_->send("BEGIN");
  state_ = State::open;
  send(lock_writer, {});
  if (epoch_) send(require_our_epoch, {{std::to_string(*epoch_), false}});
}

void Connection::rollback() noexcept {
  if (state_ == State::none) return;
  state_ = State::none;
  link_->abandon();
}

void Connection::commit() {
  if (link_->must_still_change())
    fetch();  // before COMMIT is sent: what is then found wrong could not be undone
  const auto transaction = new_transaction_name();
  send("UPDATE last_transaction SET name = $1", {{std::to_string(transaction), false}});
  link_->take_warning();
  link_->send("COMMIT");
  try {
    const auto result = fetch(Link::Then::sync);
    if (result.command() != "COMMIT")
      throw StoreFailure(StoreFailure::Kind::other, "store, PostgreSQL: the transaction was rolled back");
    state_ = State::none;
    if (!link_->take_warning()) return;
    link_->close();  // "might not have been replicated to the standby": the next primary may know nothing of
                     // it
  } catch (const LinkLost&) {
    state_ = State::none;
    link_->close();
  } catch (const StoreFailure&) {
    rollback();
    throw;
  }
  if (!was_committed(transaction))
    throw StoreFailure(StoreFailure::Kind::io,
                       "store, PostgreSQL: the connection broke, nothing was committed");
}

/// The writers' lock is free only when the server has ended the transaction, one way or the other. After
/// another gateway has taken over, the row names its transactions, and begin() fails.
bool Connection::was_committed(std::int64_t transaction) {
  connect();
  begin();
  link_->send("SELECT name FROM last_transaction");
  const auto result = fetch();
  const bool done = result.rows() == 1 && result.integer(0, 0) == transaction;
  rollback();
  return done;
}

std::int64_t Connection::stored_version() {
  if (query("SELECT to_regclass('lapor.schema_version')").first("schema").null(0)) return 0;
  return schema();
}

std::int64_t Connection::schema() {
  return query("SELECT coalesce(max(version), 0) FROM schema_version").first("schema").integer(0);
}

std::int64_t Connection::bytes() {
  return query("SELECT pg_database_size(current_database())").first("size").integer(0);
}

/// Serials are counted in last_serial, the others by the sequence that an identity column has.
std::int64_t Connection::last_id(const std::string& table) {
  const auto sql = table == "ticket"
                       ? std::string("SELECT serial FROM last_serial")
                       : fmt::format("SELECT last_value - (NOT is_called)::int FROM {}_id_seq", table);
  return query(sql).first("id").integer(0);
}

void Connection::go_on_after(const std::string& table, std::int64_t id) {
  drawn_ids_.erase(table);
  if (id <= last_id(table)) return;
  if (table == "ticket")
    query("UPDATE last_serial SET serial = ?", id).run();
  else
    query(fmt::format("ALTER TABLE {} ALTER COLUMN id RESTART WITH {}", table, id + 1)).run();
}

void Connection::fire_triggers(const std::string& table, bool on) {
  query(fmt::format("ALTER TABLE {} {} TRIGGER USER", table, on ? "ENABLE" : "DISABLE")).run();
}

std::optional<std::string> Connection::other_session() {
  for (int looks = 30;; --looks) {
    auto row = query(
        "SELECT application_name FROM pg_stat_activity WHERE datname = current_database() AND usename = "
        "current_user "
        "AND backend_type = 'client backend' AND pid <> pg_backend_pid()");
    if (!row.step()) return std::nullopt;
    if (looks == 0) return row.text(0).empty() ? "another program" : row.text(0);
    query("SELECT pg_sleep(0.1)").first("pause");
  }
}

void Connection::migrate() {
  auto version = stored_version();
  const auto known = migrations().back().version;
  if (version > known)
    throw store::Unusable(
        fmt::format("store, {}: the database has schema {}, this version knows {}: install the newer version",
                    name_, version, known));
  const auto run = [&](const std::string& sql) {
    try {
      link_->script(fmt::format("BEGIN; {}; {}; COMMIT", lock_schema, sql));
    } catch (const StoreFailure&) {
      if (link_->is_open()) link_->script("ROLLBACK");
      throw;
    }
  };
  if (version == 0)
    run("CREATE SCHEMA IF NOT EXISTS lapor; "
        "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY, at TIMESTAMPTZ NOT NULL "
        "DEFAULT now())");
  for (const auto& step : migrations())
    if (step.version > version)
      run(fmt::format("{}; INSERT INTO schema_version (version) VALUES ({})", step.sql, step.version));
}

}  // namespace lapor::postgresql

/// lib/store/plugin.cpp looks for this name.
extern "C" __attribute__((visibility("default"))) lapor::store::Connection* lapor_connect_postgresql(
    const char* conninfo, lapor::store::Use use) {
  lapor::postgresql::Deadlines deadlines;
  if (use == lapor::store::Use::fill) deadlines.answer = std::chrono::minutes(10);
  return new lapor::postgresql::Connection(conninfo, use, deadlines);
}
