// The balance of each SIM, and how long answers have waited to be sent.
#include <algorithm>

#include "store/rows.hpp"
#include "store/store.hpp"

namespace lapor::store {

std::optional<engine::SimBalance> SqlStore::balance(std::string_view modem) {
  auto row = db_->query("SELECT asked_ms, amount, read_ms FROM sim_balance WHERE modem = ?", modem);
  if (!row.step()) return std::nullopt;
  engine::SimBalance b;
  b.asked = from_ms(row.integer(0));
  if (!row.null(1)) b.amount = row.integer(1);
  if (!row.null(2)) b.read_at = from_ms(row.integer(2));
  return b;
}

void SqlStore::set_balance(std::string_view modem, const engine::SimBalance& b) {
  tx().query(
          "INSERT INTO sim_balance (modem, asked_ms, amount, read_ms) VALUES (?, ?, ?, ?) ON CONFLICT "
          "(modem) DO "
          "UPDATE SET asked_ms = excluded.asked_ms, amount = excluded.amount, read_ms = excluded.read_ms",
          modem, b.asked, b.amount, b.read_at)
      .run();
}

std::optional<Instant> SqlStore::oldest_queued_answer() {
  auto row = tx().query("SELECT " LAPOR_OF_EACH_ANSWER("min(created_ms)", ""));
  row.first("queued answers");
  std::optional<Instant> oldest;
  for (int column = 0; column < answer_purposes; ++column)
    if (!row.null(column)) oldest = std::min(oldest.value_or(Instant::max()), from_ms(row.integer(column)));
  return oldest;
}

}  // namespace lapor::store
