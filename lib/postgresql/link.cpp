#include "postgresql/link.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <utility>

#include "store/connection.hpp"

namespace lapor::postgresql {
namespace {

using Clock = std::chrono::steady_clock;
using Kind = engine::StoreFailure::Kind;

constexpr Oid boolean = 16, bytes = 17;

/// The settings of a session. A plan is made once for all values, as in SQLite. A statement of small tables
/// gains nothing from the JIT compiler or from a second process, and `sendable` needs the order of its
/// subqueries. If our end is lost and the server doesn't know, it frees the writers' lock after a while.
constexpr const char* session =
    "SET search_path = lapor; SET client_min_messages = warning; SET default_transaction_isolation = 'read "
    "committed'; "
    "SET plan_cache_mode = force_generic_plan; SET jit = off; SET max_parallel_workers_per_gather = 0; "
    "SET idle_in_transaction_session_timeout = '10s'; SET bytea_output = 'hex'; "
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = "
    "'off'";

std::string one_line(const char* message) {
  std::string text = message != nullptr ? message : "";
  while (!text.empty() && text.back() == '\n') text.pop_back();
  for (auto& c : text)
    if (c == '\n') c = ' ';
  return text;
}

/// \throws what a failed command means
[[noreturn]] void fail(const PGresult* result) {
  const char* code = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string_view state = code != nullptr ? code : "";
  const auto what = fmt::format("store, PostgreSQL: {} ({})",
                                one_line(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)), state);
  // the server ends, or has become a standby; the disk is full or damaged: it is tried again until it works
  if (state.starts_with("57P") || state.starts_with("08") || state == "25006") throw LinkLost(what);
  if (state.starts_with("53") || state.starts_with("58") || state.starts_with("XX"))
    throw engine::StoreFailure(Kind::io, what);
  if (state == "40001" || state == "40P01" || state == "55P03") throw engine::StoreFailure(Kind::busy, what);
  if (state == "LP001") throw engine::StoreFailure(Kind::lease, what);
  if (state == "42501" || state.starts_with("28")) throw store::NoPermission(what);
  throw engine::StoreFailure(Kind::other, what);
}

bool succeeded(const PGresult* result) {
  const auto status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

/// The exception that fail() throws; null if the command succeeded.
std::exception_ptr failure_of(const PGresult* result) try {
  if (!succeeded(result)) fail(result);
  return nullptr;
} catch (...) {
  return std::current_exception();
}

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= list.size();) {
    const auto comma = std::min(list.find(',', at), list.size());
    parts.push_back(list.substr(at, comma - at));
    at = comma + 1;
  }
  return parts;
}

void note_warning(void* warned, const PGresult* notice) {
  const char* severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (severity != nullptr && std::strcmp(severity, "WARNING") == 0) *static_cast<bool*>(warned) = true;
}

/// False when the time is over.
bool wait_for(int socket, short events, Clock::time_point until) {
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) return false;
    pollfd fd{socket, events, 0};
    const int ready = ::poll(&fd, 1, static_cast<int>(left));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

}  // namespace

Result::Result(Result&& other) noexcept : result_(std::exchange(other.result_, nullptr)) {}
Result& Result::operator=(Result&& other) noexcept {
  std::swap(result_, other.result_);
  return *this;
}
Result::~Result() { PQclear(result_); }

int Result::rows() const { return PQntuples(result_); }

std::int64_t Result::changed() const { return std::strtoll(PQcmdTuples(result_), nullptr, 10); }

std::string_view Result::command() const { return PQcmdStatus(result_); }

bool Result::null(int row, int column) const { return PQgetisnull(result_, row, column) != 0; }

std::int64_t Result::integer(int row, int column) const {
  const char* value = PQgetvalue(result_, row, column);
  if (PQftype(result_, column) == boolean) return value[0] == 't' ? 1 : 0;
  return std::strtoll(value, nullptr, 10);
}

std::string Result::text(int row, int column) const {
  const char* value = PQgetvalue(result_, row, column);
  if (PQftype(result_, column) != bytes)
    return {value, static_cast<std::size_t>(PQgetlength(result_, row, column))};
  std::size_t size = 0;
  const std::unique_ptr<unsigned char, void (*)(void*)> plain(
      PQunescapeBytea(reinterpret_cast<const unsigned char*>(value), &size), PQfreemem);
  return {reinterpret_cast<const char*>(plain.get()), size};
}

Link::Link(const std::string& conninfo, const Deadlines& deadlines) : deadlines_(deadlines) {
  connect(conninfo);
  try {
    PQsetNoticeReceiver(conn_, note_warning, &warned_);
    if (PQsetnonblocking(conn_, 1) != 0 || PQenterPipelineMode(conn_) != 1)
      lost("libpq can't work without blocking");
    const char* told = PQparameterStatus(conn_, "server_encoding");
    const std::string encoding = told != nullptr ? told : "unknown";
    if (encoding != "UTF8")
      throw store::Unusable(
          fmt::format("store, {}: its encoding is {}; lapord needs a database in UTF8", server(), encoding));
    script(session);
  } catch (...) {
    close();
    throw;
  }
}

Link::~Link() { close(); }

void Link::close() noexcept {
  PQfinish(std::exchange(conn_, nullptr));
  unread_.clear();
}

void Link::lost(const std::string& why) {
  close();
  throw LinkLost(why);
}

/// Host by host, because libpq without blocking stays with the first that is silent.
void Link::connect(const std::string& conninfo) {
  char* wrong = nullptr;
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(
      PQconninfoParse(conninfo.c_str(), &wrong), PQconninfoFree);
  const std::unique_ptr<char, void (*)(void*)> message(wrong, PQfreemem);
  if (!options) throw store::NoPermission("store, PostgreSQL: " + one_line(wrong));
  std::string list, addresses, ports;
  for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
    const std::string_view keyword = option->keyword;
    const std::string value = option->val != nullptr ? option->val : "";
    if (keyword == "host") list = value;
    if (keyword == "hostaddr") addresses = value;
    if (keyword == "port") ports = value;
  }
  const auto hosts = split(list), numbers = split(addresses), port = split(ports);
  const auto of = [](const std::vector<std::string>& parts, std::size_t i) {
    return parts[parts.size() == 1 ? 0 : std::min(i, parts.size() - 1)];
  };
  std::string why;
  for (std::size_t i = 0; i < std::max(hosts.size(), numbers.size()); ++i) {
    conn_ = try_host(conninfo, of(hosts, i), of(numbers, i), of(port, i), why);
    if (conn_ != nullptr) return;
  }
  throw LinkLost(why);
}

pg_conn* Link::try_host(const std::string& conninfo, const std::string& host, const std::string& hostaddr,
                        const std::string& port, std::string& why) {
  // The configuration takes the place of dbname: it may change the words before it, not those after it.
  std::vector<std::pair<const char*, const char*>> words{
      {"application_name", "lapord"}, {"target_session_attrs", "read-write"},
      {"tcp_user_timeout", "10000"},  {"keepalives_idle", "10"},
      {"keepalives_interval", "5"},   {"keepalives_count", "3"},
      {"dbname", conninfo.c_str()},   {"client_encoding", "UTF8"}};
  if (!host.empty()) words.emplace_back("host", host.c_str());
  if (!hostaddr.empty()) words.emplace_back("hostaddr", hostaddr.c_str());
  if (!port.empty()) words.emplace_back("port", port.c_str());
  std::vector<const char*> keys, values;
  for (const auto& [key, value] : words) keys.push_back(key), values.push_back(value);
  keys.push_back(nullptr), values.push_back(nullptr);

  std::unique_ptr<pg_conn, void (*)(pg_conn*)> conn(PQconnectStartParams(keys.data(), values.data(), 1),
                                                    PQfinish);
  if (!conn) throw engine::StoreFailure(Kind::other, "store, PostgreSQL: out of memory");
  const auto until = Clock::now() + deadlines_.connect;
  for (auto next = PGRES_POLLING_WRITING; PQstatus(conn.get()) != CONNECTION_BAD;) {
    if (!wait_for(PQsocket(conn.get()), next == PGRES_POLLING_READING ? POLLIN : POLLOUT, until)) {
      why = fmt::format("{} doesn't answer", host.empty() ? hostaddr : host);
      return nullptr;
    }
    next = PQconnectPoll(conn.get());
    if (next == PGRES_POLLING_OK) return conn.release();
    if (next == PGRES_POLLING_FAILED) break;
  }
  why = one_line(PQerrorMessage(conn.get()));
  return nullptr;
}

void Link::require(int sent) {
  if (conn_ == nullptr) throw LinkLost("there is no connection");
  if (sent != 1) lost(one_line(PQerrorMessage(conn_)));
}

void Link::send(const std::string& sql) {
  require(conn_ != nullptr &&
          PQsendQueryParams(conn_, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) == 1);
  unread_.emplace_back();
}

void Link::prepare(const std::string& name, const std::string& sql) {
  require(conn_ != nullptr && PQsendPrepare(conn_, name.c_str(), sql.c_str(), 0, nullptr) == 1);
  unread_.emplace_back();
}

void Link::send_prepared(const std::string& name, const std::vector<Value>& values) {
  std::vector<const char*> data;
  std::vector<int> sizes, formats;
  for (const auto& value : values) {
    data.push_back(value.bytes ? value.bytes->c_str() : nullptr);
    sizes.push_back(value.bytes ? static_cast<int>(value.bytes->size()) : 0);
    formats.push_back(value.binary ? 1 : 0);
  }
  require(conn_ != nullptr && PQsendQueryPrepared(conn_, name.c_str(), static_cast<int>(values.size()),
                                                  data.data(), sizes.data(), formats.data(), 0) == 1);
  unread_.emplace_back();
}

void Link::wait(bool to_write, std::chrono::milliseconds patience) {
  const short events = to_write ? POLLIN | POLLOUT : POLLIN;
  if (!wait_for(PQsocket(conn_), events, Clock::now() + patience))
    lost(fmt::format("{} gave no answer within {} ms", server(), patience.count()));
  if (PQconsumeInput(conn_) != 1) lost(one_line(PQerrorMessage(conn_)));
}

pg_result* Link::next_result(std::chrono::milliseconds patience) {
  if (conn_ == nullptr) throw LinkLost("there is no connection");
  while (true) {
    const int unsent = PQflush(conn_);
    if (unsent < 0) lost(one_line(PQerrorMessage(conn_)));
    if (unsent == 0 && PQisBusy(conn_) == 0) break;
    wait(unsent > 0, patience);
  }
  auto* result = PQgetResult(conn_);
  if (PQstatus(conn_) != CONNECTION_BAD) return result;
  const auto why = one_line(PQerrorMessage(conn_));
  PQclear(result);
  lost(why);
}

Result Link::read(Then then) {
  require(conn_ != nullptr && (then == Then::sync ? PQpipelineSync(conn_) : PQsendFlushRequest(conn_)) == 1);
  Result last;
  std::exception_ptr failure;
  while (!unread_.empty()) {
    auto* raw = next_result();
    if (raw == nullptr) lost("libpq lost count of what was sent");
    last = Result(raw);
    if (!failure) failure = failure_of(raw);
    if (!failure && !unread_.front().empty() && last.changed() == 0)
      failure = std::make_exception_ptr(store::Missing(unread_.front()));
    PQclear(next_result());  // null: the end of this command's results
    unread_.pop_front();
    if (failure && then == Then::go_on) std::rethrow_exception(failure);  // abandon() reads the rest
  }
  if (then == Then::sync) PQclear(next_result());
  if (failure) std::rethrow_exception(failure);
  return last;
}

void Link::abandon() noexcept {
  if (conn_ == nullptr) return;
  try {
    require(PQpipelineSync(conn_));
    for (bool reached = false; !reached;) {
      auto* result = next_result();
      reached = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
      PQclear(result);
    }
    unread_.clear();
    if (PQtransactionStatus(conn_) == PQTRANS_IDLE) return;
    send("ROLLBACK");
    read(Then::sync);
  } catch (...) {
    close();
  }
}

void Link::script(const std::string& sql) {
  require(conn_ != nullptr && PQexitPipelineMode(conn_) == 1 && PQsendQuery(conn_, sql.c_str()) == 1);
  constexpr auto patience = std::chrono::minutes(10);  // a migration may fill an index
  std::exception_ptr failure;
  while (auto* raw = next_result(patience)) {
    const Result result(raw);
    if (!failure) failure = failure_of(raw);
  }
  require(PQenterPipelineMode(conn_));
  if (failure) std::rethrow_exception(failure);
}

bool Link::must_still_change() const {
  return std::any_of(unread_.begin(), unread_.end(), [](const auto& what) { return !what.empty(); });
}

bool Link::take_warning() { return std::exchange(warned_, false); }

std::string Link::server() const {
  if (conn_ == nullptr) return "PostgreSQL";
  const char* host = PQhost(conn_);
  return fmt::format("postgresql://{}/{}", host != nullptr ? host : "", PQdb(conn_));
}

}  // namespace lapor::postgresql
