// Assignments: the time of each ticket with each agency.
#include "store/rows.hpp"
#include "store/store.hpp"

namespace lapor::store {

#define SELECT_STAY "SELECT " LAPOR_STAY_COLUMNS " FROM stay "

std::optional<scorecard::Assignment> SqlStore::assignment(TicketId ticket, std::string_view agency) {
  auto row = tx().query(SELECT_STAY "WHERE ticket = ? AND agency = ?", ticket, agency);
  if (!row.step()) return std::nullopt;
  return read_stay(row);
}

std::vector<scorecard::Assignment> SqlStore::assignments_of(TicketId ticket) {
  return all(tx().query(SELECT_STAY "WHERE ticket = ?", ticket), read_stay);
}

void SqlStore::put(const scorecard::Assignment& s) {
  tx().query("INSERT INTO stay (" LAPOR_STAY_COLUMNS
             ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
             "ON CONFLICT (ticket, agency) DO UPDATE SET "
             "counted_ms = excluded.counted_ms, forwarded_ms = excluded.forwarded_ms, "
             "respond_by_ms = excluded.respond_by_ms, first_response_ms = excluded.first_response_ms, "
             "resolve_by_ms = excluded.resolve_by_ms, resolved_ms = excluded.resolved_ms, "
             "left_ms = excluded.left_ms, ending = excluded.ending, contests = excluded.contests, "
             "reopens = excluded.reopens, paused_ms = excluded.paused_ms, "
             "paused_since_ms = excluded.paused_since_ms, unreachable = excluded.unreachable, "
             "rating = excluded.rating, reporter = excluded.reporter, "
             "given_back = excluded.given_back, came_back = excluded.came_back, "
             "questions = excluded.questions, postponed = excluded.postponed, "
             "promises = excluded.promises, left_answering = excluded.left_answering, "
             "own_report = excluded.own_report",
             s.ticket, s.agency, s.counted, s.forwarded, s.response_due, s.first_response, s.resolution_due,
             s.resolved, s.left, scorecard::name(s.ending), s.contests, s.reopens,
             std::int64_t{s.paused.count()}, s.paused_since, s.unreachable, s.rating, s.reporter,
             s.given_back, s.came_back, s.questions, s.postponed, s.promises, s.answered_by_leaving,
             s.own_report)
      .run();
}

std::vector<scorecard::Assignment> SqlStore::assignments(std::string_view agency, Instant from, Instant to) {
  if (agency.empty())
    return all(
        db_->query(SELECT_STAY "INDEXED BY stay_counted WHERE counted_ms >= ? AND counted_ms < ?", from, to),
        read_stay);
  return all(
      db_->query(SELECT_STAY "INDEXED BY stay_agency WHERE agency = ? AND counted_ms >= ? AND counted_ms < ?",
                 agency, from, to),
      read_stay);
}

std::vector<scorecard::Assignment> SqlStore::assignments_after(std::string_view agency,
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

}  // namespace lapor::store
