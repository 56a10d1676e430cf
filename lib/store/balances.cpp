// What each SIM still holds.
#include "store/rows.hpp"
#include "store/store.hpp"

namespace lapor::store {

std::optional<engine::SimBalance> SqliteStore::balance(std::string_view modem) {
  auto row = db_->query("SELECT asked_ms, amount, read_ms FROM sim_balance WHERE modem = ?", modem);
  if (!row.step()) return std::nullopt;
  engine::SimBalance b;
  b.asked = from_ms(row.integer(0));
  if (!row.null(1)) b.amount = row.integer(1);
  if (!row.null(2)) b.read_at = from_ms(row.integer(2));
  return b;
}

void SqliteStore::set_balance(std::string_view modem, const engine::SimBalance& b) {
  tx().query("INSERT OR REPLACE INTO sim_balance (modem, asked_ms, amount, read_ms) VALUES (?, ?, ?, ?)", modem, b.asked,
             b.amount, b.read_at)
      .run();
}

#define QUEUED_ANSWERS \
  "FROM outgoing INDEXED BY outgoing_sendable WHERE state = 'queued' AND purpose IN ('urgent', 'reply', 'agency_reply')"

std::optional<Instant> SqliteStore::oldest_answer() {
  auto row = tx().query("SELECT min(created_ms) " QUEUED_ANSWERS);
  if (!row.step() || row.null(0)) return std::nullopt;
  return from_ms(row.integer(0));
}

/// Asked at every event: three looks into the index cost less than the table that IN makes.
bool SqliteStore::answers_wait() {
  const auto waits = [&](engine::Purpose purpose) {
    return tx().query("SELECT 1 FROM outgoing INDEXED BY outgoing_sendable WHERE state = 'queued' AND purpose = ? LIMIT 1",
                      engine::name(purpose))
        .step();
  };
  return waits(engine::Purpose::urgent) || waits(engine::Purpose::reply) || waits(engine::Purpose::agency_reply);
}

}  // namespace lapor::store
