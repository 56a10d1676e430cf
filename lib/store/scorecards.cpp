// Scorecards that are to go out by SMS.
#include "store/rows.hpp"
#include "store/store.hpp"

namespace lapor::store {

void SqlStore::add_scorecard_request(const engine::ScorecardRequest& r) {
  tx().query(
          "INSERT INTO recap (agency, recipient, from_ms, until_ms, not_before_ms, asked) VALUES (?, ?, ?, "
          "?, ?, ?)",
          r.agency, r.to, r.from, r.until, r.not_before, r.answers)
      .run();
}

std::optional<engine::ScorecardRequest> SqlStore::next_scorecard_request() {
  auto row = tx().query(
      "SELECT id, agency, recipient, from_ms, until_ms, not_before_ms, asked FROM recap ORDER BY id LIMIT 1");
  if (!row.step()) return std::nullopt;
  engine::ScorecardRequest r;
  Columns(row) >> r.id >> r.agency >> r.to >> r.from >> r.until >> r.not_before >> r.answers;
  return r;
}

void SqlStore::finish_scorecard_request(ScorecardRequestId request) {
  tx().query("DELETE FROM recap WHERE id = ?", request).run();
}

}  // namespace lapor::store
