// Accounts of the pages, and the requests that were taken from other programs.
#include "store/rows.hpp"
#include "store/secret_hash.hpp"
#include "store/store.hpp"

namespace lapor::store {
namespace {

std::string_view word(engine::Account::Kind kind) {
  return kind == engine::Account::Kind::user ? "user" : "key";
}

#define LAPOR_ACCOUNT_COLUMNS "kind, name, role, agency, channel, created_ms"

engine::Account read_account(const Query& row) {
  engine::Account a;
  a.kind = row.text(0) == "user" ? engine::Account::Kind::user : engine::Account::Kind::key;
  a.name = row.text(1);
  a.role = engine::desk_role(row.text(2)).value_or(engine::DeskRole::viewer);
  a.agency = row.text(3);
  a.channel = ticket::channel(row.text(4)).value_or(ticket::Channel::app);
  a.created = from_ms(row.integer(5));
  return a;
}

/// Compares all letters, so that the time doesn't tell which is the first that differs.
bool same(const std::string& a, const std::string& b) {
  unsigned differ = a.size() != b.size();
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    differ |= static_cast<unsigned>(a[i] != b[i]);
  return differ == 0;
}

}  // namespace

bool SqlStore::add_account(const engine::Account& a, const std::string& secret) {
  tx().query(
          "INSERT INTO account (kind, name, role, agency, channel, hash, created_ms) VALUES (?, ?, ?, ?, ?, "
          "?, "
          "?) ON CONFLICT DO NOTHING",
          word(a.kind), a.name, engine::name(a.role), a.agency, ticket::name(a.channel),
          secret_hash(secret, new_salt()), a.created)
      .run();
  return tx().changes() == 1;
}

bool SqlStore::remove_account(engine::Account::Kind kind, std::string_view name) {
  tx().query("DELETE FROM account WHERE kind = ? AND name = ?", word(kind), name).run();
  return tx().changes() == 1;
}

std::optional<TicketId> SqlStore::request_of_key(std::string_view key, std::string_view request,
                                                 Instant since) {
  auto row = tx().query("SELECT ticket FROM request WHERE key = ? AND digest = ? AND at_ms >= ?", key,
                        request, since);
  return row.step() ? std::optional(TicketId{row.integer(0)}) : std::nullopt;
}

void SqlStore::remember_request(std::string_view key, std::string_view request, TicketId ticket, Instant at) {
  constexpr auto kept = std::chrono::hours(48);
  tx().query("DELETE FROM request WHERE at_ms < ?", at - kept).run();
  tx().query(
          "INSERT INTO request (key, digest, ticket, at_ms) VALUES (?, ?, ?, ?) ON CONFLICT (key, digest) "
          "DO UPDATE SET ticket = excluded.ticket, at_ms = excluded.at_ms",
          key, request, ticket, at)
      .run();
}

std::vector<engine::Account> SqlStore::accounts(engine::Account::Kind kind) {
  return all(
      db_->query("SELECT " LAPOR_ACCOUNT_COLUMNS " FROM account WHERE kind = ? ORDER BY name", word(kind)),
      read_account);
}

std::optional<engine::Account> SqlStore::account_by_secret(engine::Account::Kind kind, std::string_view name,
                                                           const std::string& secret) {
  auto row = db_->query("SELECT " LAPOR_ACCOUNT_COLUMNS ", hash FROM account WHERE kind = ? AND name = ?",
                        word(kind), name);
  if (!row.step()) return std::nullopt;
  const auto hash = row.text(6);
  if (!same(secret_hash(secret, hash), hash)) return std::nullopt;
  return read_account(row);
}

}  // namespace lapor::store
