// How long tickets were with agencies, and small facts that outlive the process.
#include "store/rows.hpp"
#include "store/store.hpp"

namespace lapor::store {

#define SELECT_STAY "SELECT " LAPOR_STAY_COLUMNS " FROM stay "

std::optional<scorecard::Assignment> SqliteStore::assignment(engine::TicketId ticket,
                                                             std::string_view agency) {
  auto row = tx().query(SELECT_STAY "WHERE ticket = ? AND agency = ?", ticket, agency);
  if (!row.step()) return std::nullopt;
  return read_stay(row);
}

std::vector<scorecard::Assignment> SqliteStore::assignments_of(engine::TicketId ticket) {
  return all(tx().query(SELECT_STAY "WHERE ticket = ?", ticket), read_stay);
}

void SqliteStore::put(const scorecard::Assignment& s) {
  tx().query("INSERT OR REPLACE INTO stay (" LAPOR_STAY_COLUMNS
             ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
             s.ticket, s.agency, s.counted, s.forwarded, s.response_due, s.first_response, s.resolution_due,
             s.resolved, s.left, scorecard::name(s.ending), s.contests, s.reopens,
             std::int64_t{s.paused.count()}, s.paused_since, s.unreachable, s.rating)
      .run();
}

std::vector<scorecard::Assignment> SqliteStore::assignments(std::string_view agency, Instant from,
                                                            Instant to) {
  if (agency.empty())
    return all(
        db_->query(SELECT_STAY "INDEXED BY stay_counted WHERE counted_ms >= ? AND counted_ms < ?", from, to),
        read_stay);
  return all(
      db_->query(SELECT_STAY "INDEXED BY stay_agency WHERE agency = ? AND counted_ms >= ? AND counted_ms < ?",
                 agency, from, to),
      read_stay);
}

std::vector<scorecard::Assignment> SqliteStore::assignments_after(std::string_view agency,
                                                                  const engine::AssignmentCursor& after,
                                                                  Instant to, std::size_t limit) {
  if (agency.empty())
    return all(
        tx().query(SELECT_STAY "INDEXED BY stay_counted WHERE (counted_ms, ticket, agency) > (?, ?, ?) "
                               "AND counted_ms < ? ORDER BY counted_ms, ticket, agency LIMIT ?",
                   after.counted, after.ticket, after.agency, to, sql_limit(limit)),
        read_stay);
  return all(
      tx().query(SELECT_STAY "INDEXED BY stay_agency WHERE agency = ? AND (counted_ms, ticket) > (?, ?) "
                             "AND counted_ms < ? ORDER BY counted_ms, ticket LIMIT ?",
                 agency, after.counted, after.ticket, to, sql_limit(limit)),
      read_stay);
}

void SqliteStore::owe(const engine::ScorecardRequest& r) {
  tx().query(
          "INSERT INTO recap (agency, recipient, from_ms, until_ms, not_before_ms, asked) VALUES (?, ?, ?, "
          "?, ?, ?)",
          r.agency, r.to, r.from, r.until, r.not_before, r.asked)
      .run();
}

std::optional<engine::ScorecardRequest> SqliteStore::next_scorecard_request() {
  auto row = tx().query(
      "SELECT id, agency, recipient, from_ms, until_ms, not_before_ms, asked FROM recap ORDER BY id LIMIT 1");
  if (!row.step()) return std::nullopt;
  engine::ScorecardRequest r;
  Columns(row) >> r.id >> r.agency >> r.to >> r.from >> r.until >> r.not_before >> r.asked;
  return r;
}

void SqliteStore::finish_scorecard_request(ScorecardRequestId recap) {
  tx().query("DELETE FROM recap WHERE id = ?", recap).run();
}

std::vector<engine::QuarantineCount> SqliteStore::quarantine_counts(Instant from, Instant to) {
  // "unreadable: CORRUPTED": the part before the colon
  return all(
      db_->query("SELECT CASE WHEN instr(cause, ':') > 0 THEN substr(cause, 1, instr(cause, ':') - 1) "
                 "ELSE cause END AS kind, count(*) AS n FROM quarantine INDEXED BY quarantine_received "
                 "WHERE received_ms >= ? AND received_ms < ? GROUP BY kind ORDER BY n DESC, kind",
                 from, to),
      [](const Query& row) {
        engine::QuarantineCount s;
        Columns(row) >> s.cause >> s.n;
        return s;
      });
}

std::string SqliteStore::setting(std::string_view name) {
  auto row = tx().query("SELECT value FROM fact WHERE name = ?", name);
  return row.step() ? row.text(0) : std::string{};
}

void SqliteStore::set_setting(std::string_view name, std::string_view value) {
  tx().query("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", name, value).run();
}

}  // namespace lapor::store
