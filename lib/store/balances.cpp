// The balance of each SIM, and whether answers wait to be sent.
#include <algorithm>
#include <array>

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
  tx().query("INSERT OR REPLACE INTO sim_balance (modem, asked_ms, amount, read_ms) VALUES (?, ?, ?, ?)",
             modem, b.asked, b.amount, b.read_at)
      .run();
}

namespace {

/// The purposes that a person waits for. One index look-up for each costs less than the table that IN makes
/// at every event.
constexpr std::array answers{engine::Purpose::urgent, engine::Purpose::reply, engine::Purpose::agency_reply};

#define QUEUED_ANSWER "FROM outgoing INDEXED BY outgoing_sendable WHERE state = 'queued' AND purpose = ?"

}  // namespace

std::optional<Instant> SqliteStore::oldest_queued_answer() {
  std::optional<Instant> oldest;
  for (const auto purpose : answers) {
    auto row = tx().query("SELECT min(created_ms) " QUEUED_ANSWER, engine::name(purpose));
    if (row.step() && !row.null(0))
      oldest = std::min(oldest.value_or(Instant::max()), from_ms(row.integer(0)));
  }
  return oldest;
}

bool SqliteStore::answers_queued() {
  return std::any_of(answers.begin(), answers.end(), [&](const auto purpose) {
    return tx().query("SELECT 1 " QUEUED_ANSWER " LIMIT 1", engine::name(purpose)).step();
  });
}

}  // namespace lapor::store
