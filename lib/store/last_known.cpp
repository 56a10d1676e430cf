#include "store/last_known.hpp"

#include <algorithm>

#include "engine/model/settings.hpp"

namespace lapor::store {

std::int64_t last_serial(Database& db) { return db.last_id("ticket"); }

std::int64_t last_event(Database& db) {
  return db.query("SELECT ifnull(max(id), 0) FROM event").first("event").integer(0);
}

Instant last_record(Connection& db) {
  auto row = db.query(
      "SELECT (SELECT created_ms FROM ticket ORDER BY serial DESC LIMIT 1), "
      "(SELECT received_ms FROM inbound ORDER BY id DESC LIMIT 1), "
      "(SELECT at_ms FROM event ORDER BY id DESC LIMIT 1), "
      "(SELECT started_ms FROM attempt ORDER BY id DESC LIMIT 1)");
  row.first("time");
  Instant last{};
  for (int column = 0; column < 4; ++column) last = std::max(last, from_ms(row.integer(column)));
  return last;
}

std::optional<Instant> last_alive(Connection& db) {
  using engine::settings::LastAlive;
  auto row = db.query("SELECT value FROM fact WHERE name = ?", LastAlive::name);
  if (!row.step()) return std::nullopt;
  const auto alive = LastAlive::read(row.text(0));
  return alive ? std::optional(alive->at) : std::nullopt;
}

}  // namespace lapor::store
