#include "postgresql/sharing.hpp"

#include <optional>

#include "base/expect.hpp"
#include "postgresql/connection.hpp"

namespace lapor::postgresql {
namespace {

#define NOW_MS "(extract(epoch FROM clock_timestamp()) * 1000)::BIGINT"

constexpr Duration remembered = std::chrono::hours(24 * 7);

}  // namespace

store::Lease Sharing::lease() {
  auto row = db_.query("SELECT epoch, gateway, node, name FROM last_transaction");
  store::Lease lease;
  store::Columns(row.first("lease")) >> lease.epoch >> lease.holder.number >> lease.holder.node >>
      lease.last_transaction;
  return lease;
}

std::optional<std::int64_t> Sharing::take(const store::Lease& seen, const store::GatewayId& by) {
  LAPOR_EXPECT(by.number != 0);
  db_.begin();
  try {
    if (lease() != seen) {
      db_.rollback();
      return std::nullopt;
    }
    db_.query("UPDATE last_transaction SET epoch = epoch + 1, gateway = ?, node = ?", by.number, by.node)
        .run();
    db_.query("DELETE FROM gateway WHERE number = ?", by.number).run();
    db_.commit();
  } catch (...) {
    db_.rollback();
    throw;
  }
  return seen.epoch + 1;
}

void Sharing::write_in(std::int64_t epoch) { db_.require_epoch(epoch); }

void Sharing::give_back() {
  db_.begin();
  try {
    db_.query("UPDATE last_transaction SET gateway = 0").run();
    db_.commit();
  } catch (...) {
    db_.rollback();
    throw;
  }
}

void Sharing::note(const store::GatewayId& standby) {
  db_.query("INSERT INTO gateway (number, node, seen_ms) VALUES (?, ?, " NOW_MS
            ") ON CONFLICT (number) DO UPDATE SET node = excluded.node, seen_ms = excluded.seen_ms",
            standby.number, standby.node)
      .run();
}

std::vector<engine::StandbyGateway> Sharing::standbys() {
  std::vector<engine::StandbyGateway> out;
  auto row = db_.query("SELECT node, " NOW_MS " - seen_ms FROM gateway WHERE seen_ms > " NOW_MS
                       " - ? AND number <> (SELECT gateway FROM last_transaction) ORDER BY node, number",
                       std::chrono::duration_cast<std::chrono::milliseconds>(remembered).count());
  while (row.step()) out.push_back({row.text(0), std::chrono::milliseconds(row.integer(1))});
  return out;
}

}  // namespace lapor::postgresql
