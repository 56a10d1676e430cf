// Views for operators: figures, tickets and their events.
#include <fmt/core.h>

#include "store/rows.hpp"
#include "store/sharing.hpp"
#include "store/store.hpp"

namespace lapor::store {
namespace {

std::int64_t figure(Query&& row) { return row.first("figure").integer(0); }

std::int64_t* figure_of(engine::OutboxCounts& counts, delivery::State state) {
  switch (state) {
    case delivery::State::queued:
      return &counts.queued;
    case delivery::State::sending:
      return &counts.sending;
    case delivery::State::sent:
      return &counts.sent;
    case delivery::State::delivered:
      return &counts.delivered;
    case delivery::State::failed:
      return &counts.failed;
    case delivery::State::in_doubt:
      return &counts.in_doubt;
    case delivery::State::expired:
      break;
  }
  return &counts.expired;
}

std::string_view order_of(const engine::TicketQuery& query) {
  if (query.due_before)
    return query.agency.empty() ? " ORDER BY due_ms, serial" : " ORDER BY due_order, serial";
  if (query.opened) return " ORDER BY created_ms DESC, serial DESC";
  return query.oldest_first ? " ORDER BY serial" : " ORDER BY serial DESC";
}

}  // namespace

engine::OutboxCounts SqlStore::outbox() {
  engine::OutboxCounts counts;
  auto rows = db_->query("SELECT state, n FROM outbox_count");
  while (rows.step())
    if (const auto state = delivery::state(rows.text(0))) *figure_of(counts, *state) = rows.integer(1);
  return counts;
}

engine::InboxCounts SqlStore::inbox() {
  engine::InboxCounts counts;
  counts.parts_waiting = figure(db_->query(
      "SELECT count(*) FROM part INDEXED BY part_waiting WHERE total IS NOT NULL AND inbound IS NULL"));
  counts.quarantined = figure(db_->query("SELECT count(*) FROM quarantine"));
  return counts;
}

engine::TicketCounts SqlStore::ticket_counts(Instant now) {
  engine::TicketCounts counts;
  counts.open = figure(db_->query("SELECT count(*) FROM ticket INDEXED BY ticket_open WHERE is_open"));
  counts.open_confidential = figure(
      db_->query("SELECT count(*) FROM ticket INDEXED BY ticket_open WHERE is_open AND confidential = 1"));
  counts.overdue = figure(db_->query(
      "SELECT count(*) FROM ticket INDEXED BY ticket_due WHERE is_open AND due_ms IS NOT NULL AND due_ms < ?",
      now));
  return counts;
}

std::vector<std::string> SqlStore::modems_waited_for(std::size_t limit) {
  return all(db_->query("SELECT coalesce((SELECT i.modem FROM inbound AS i INDEXED BY inbound_sender WHERE "
                        "i.sender = o.recipient AND i.modem <> '' ORDER BY i.received_ms DESC LIMIT 1), '') "
                        "FROM outgoing AS o INDEXED BY outgoing_queued WHERE o.state = 'queued' "
                        "ORDER BY o.not_before_ms LIMIT ?",
                        sql_limit(limit)),
             [](const Query& row) { return row.text(0); });
}

engine::ModemCounts SqlStore::modem_counts(std::string_view modem) {
  engine::ModemCounts counts;
  auto row = db_->query("SELECT sent, received FROM modem_count WHERE modem = ?", modem);
  if (row.step()) Columns(row) >> counts.sent >> counts.received;
  return counts;
}

engine::DatabaseInfo SqlStore::database() {
  engine::DatabaseInfo info;
  info.path = db_->name();
  info.schema = db_->schema();
  info.bytes = db_->bytes();
  return info;
}

std::vector<engine::StandbyGateway> SqlStore::standbys() {
  auto* sharing = db_->sharing();
  return sharing != nullptr ? sharing->standbys() : std::vector<engine::StandbyGateway>{};
}

std::vector<engine::Ticket> SqlStore::tickets(const engine::TicketQuery& query) {
  std::string sql = "SELECT " LAPOR_TICKET_COLUMNS " FROM ticket";
  sql += query.opened ? " INDEXED BY ticket_created WHERE true" : " WHERE true";
  if (query.state) sql += " AND state = :state";
  if (!query.agency.empty()) sql += " AND agency = :agency";
  if (!query.confidential) sql += " AND confidential = 0";
  if (query.before) sql += " AND serial < :before";
  const std::string due = query.agency.empty() ? "due_ms" : "due_order";
  if (query.due_before) sql += " AND is_open AND due_ms IS NOT NULL AND " + due + " < :due";
  if (query.due_from) sql += " AND " + due + " >= :due_from";
  if (query.due_after) sql += " AND (" + due + ", serial) > (:due_after, :after)";
  if (query.category) sql += " AND coalesce(category, '') = :category";
  if (query.area) sql += " AND coalesce(area, '') = :area";
  if (query.opened) sql += " AND created_ms >= :from AND created_ms < :to";
  auto rows = db_->query(sql + std::string(order_of(query)) + " LIMIT :limit");
  int index = 0;
  if (query.state) rows.bind(index++, ticket::name(*query.state));
  if (!query.agency.empty()) rows.bind(index++, query.agency);
  if (query.before) rows.bind(index++, *query.before);
  if (query.due_before) rows.bind(index++, *query.due_before);
  if (query.due_from) rows.bind(index++, *query.due_from);
  if (query.due_after) {
    rows.bind(index++, query.due_after->due);
    rows.bind(index++, query.due_after->ticket);
  }
  if (query.category) rows.bind(index++, *query.category);
  if (query.area) rows.bind(index++, *query.area);
  if (query.opened) {
    rows.bind(index++, query.opened->from);
    rows.bind(index++, query.opened->to);
  }
  rows.bind(index, sql_limit(query.limit));
  std::vector<engine::Ticket> tickets;
  while (rows.step()) tickets.push_back(read_ticket(rows));
  return tickets;
}

std::vector<engine::Ticket> SqlStore::tickets_after(TicketId id, std::size_t limit) {
  return all(
      db_->query("SELECT " LAPOR_TICKET_COLUMNS " FROM ticket WHERE serial > ? ORDER BY serial LIMIT ?", id,
                 sql_limit(limit)),
      read_ticket);
}

std::vector<engine::TransitTimes> SqlStore::recent_arrivals(std::size_t limit) {
  return all(db_->query("SELECT smsc_ms, received_ms FROM part ORDER BY id DESC LIMIT ?", sql_limit(limit)),
             [](const Query& row) {
               engine::TransitTimes a;
               Columns(row) >> a.smsc >> a.received;
               return a;
             });
}

std::vector<engine::ReportedTicket> SqlStore::reported(Instant from, Instant to) {
  return all(
      db_->query(
          "SELECT created_ms, category, area, confidential FROM ticket INDEXED BY ticket_created WHERE "
          "created_ms >= ? AND created_ms < ? ORDER BY created_ms",
          from, to),
      [](const Query& row) {
        engine::ReportedTicket t;
        Columns(row) >> t.created >> t.category >> t.area >> t.confidential;
        return t;
      });
}

std::vector<engine::Ticket> SqlStore::reports(const engine::ReportQuery& query) {
  std::string sql = "SELECT " LAPOR_TICKET_COLUMNS
                    " FROM ticket INDEXED BY ticket_created WHERE created_ms >= ? AND created_ms < ? AND "
                    "confidential = 0";
  if (query.open) sql += *query.open ? " AND is_open" : " AND NOT is_open";
  std::string codes;
  for (std::size_t i = 0; i < query.categories.size(); ++i)
    codes += i == 0 ? "category = ?" : " OR category = ?";
  if (!codes.empty()) sql += " AND (" + codes + ")";
  auto rows = db_->query(sql + " ORDER BY created_ms DESC LIMIT ? OFFSET ?");
  int index = 0;
  rows.bind(index++, query.from);
  rows.bind(index++, query.to);
  for (const auto& category : query.categories) rows.bind(index++, category);
  rows.bind(index++, sql_limit(query.limit));
  rows.bind(index, sql_limit(query.skip));
  std::vector<engine::Ticket> out;
  while (rows.step()) out.push_back(read_ticket(rows));
  return out;
}

bool SqlStore::reporter_number_ends(TicketId ticket, std::string_view digits) {
  auto row = db_->query(
      "SELECT p.address FROM ticket AS t JOIN person AS p ON p.id = t.reporter WHERE t.serial = ?", ticket);
  return row.step() && !row.null(0) && row.text(0).ends_with(digits);
}

std::optional<engine::Ticket> SqlStore::find(TicketId id) {
  auto row = db_->query("SELECT " LAPOR_TICKET_COLUMNS " FROM ticket WHERE serial = ?", id);
  if (!row.step()) return std::nullopt;
  return read_ticket(row);
}

std::vector<engine::DuplicateCandidate> SqlStore::duplicate_candidates(std::size_t limit) {
  return all(db_->query("SELECT l.ticket, l.earlier FROM ticket AS t INDEXED BY ticket_open_serial "
                        "JOIN likeness AS l ON l.ticket = t.serial JOIN ticket AS e ON e.serial = l.earlier "
                        "WHERE t.is_open AND e.is_open ORDER BY t.serial LIMIT ?",
                        sql_limit(limit)),
             [](const Query& row) { return engine::DuplicateCandidate{row.integer(0), row.integer(1)}; });
}

std::optional<TicketId> SqlStore::duplicate_candidate(TicketId ticket) {
  auto row = db_->query(
      "SELECT l.earlier FROM likeness AS l JOIN ticket AS t ON t.serial = l.ticket "
      "JOIN ticket AS e ON e.serial = l.earlier WHERE l.ticket = ? AND t.is_open AND e.is_open",
      ticket);
  if (!row.step()) return std::nullopt;
  return TicketId{row.integer(0)};
}

namespace {

#define IS_UNASKED                                                                                \
  " t.state = 'resolved' AND NOT EXISTS (SELECT 1 FROM outgoing AS o INDEXED BY outgoing_ticket " \
  "WHERE o.ticket = t.serial AND o.purpose = 'news' AND o.created_ms >= coalesce(t.due_base_ms, " \
  "t.created_ms) AND o.state <> 'failed' AND o.state <> 'expired') "

}  // namespace

std::vector<engine::Ticket> SqlStore::unasked(std::size_t limit) {
  return all(
      db_->query("SELECT " LAPOR_TICKET_COLUMNS " FROM ticket AS t INDEXED BY ticket_state WHERE" IS_UNASKED
                 "ORDER BY t.serial LIMIT ?",
                 sql_limit(limit)),
      read_ticket);
}

bool SqlStore::is_unasked(TicketId ticket) {
  return db_->query("SELECT 1 FROM ticket AS t WHERE t.serial = ? AND" IS_UNASKED, ticket).step();
}

namespace {

#define SELECT_QUARANTINE                                                                              \
  "SELECT q.id, q.received_ms, q.modem, q.cause, p.address, CASE WHEN q.forgotten = 1 THEN NULL ELSE " \
  "length(q.raw) END, "                                                                                \
  "q.dismissed_by"
#define FROM_QUARANTINE " FROM quarantine AS q LEFT JOIN person AS p ON p.id = q.sender "

engine::QuarantineRow read_quarantine(const Query& row) {
  engine::QuarantineRow q;
  Columns(row) >> q.id >> q.received >> q.modem >> q.cause >> q.number >> q.bytes >> q.dismissed_by;
  return q;
}

}  // namespace

std::vector<engine::QuarantineRow> SqlStore::quarantined(const engine::Newest& newest) {
  return all(db_->query(SELECT_QUARANTINE FROM_QUARANTINE "WHERE q.id < ? ORDER BY q.id DESC LIMIT ?",
                        sql_before(newest), sql_limit(newest.limit)),
             read_quarantine);
}

std::vector<engine::QuarantineRow> SqlStore::unread(Instant since, std::size_t limit) {
  return all(
      db_->query(SELECT_QUARANTINE
                 " FROM quarantine AS q INDEXED BY quarantine_received LEFT JOIN person AS p "
                 "ON p.id = q.sender WHERE q.received_ms >= ? AND q.forgotten = 0 AND q.dismissed_by = '' "
                 "AND ((q.cause >= 'unreadable' AND q.cause < 'unreadablf') OR (p.kind = 'mobile' "
                 "AND (q.cause = 'binary: 8-bit' OR q.cause = 'binary: for a port'))) "
                 "ORDER BY q.received_ms LIMIT ?",
                 since, sql_limit(limit)),
      read_quarantine);
}

std::optional<engine::QuarantineRow> SqlStore::quarantined_row(std::int64_t id) {
  auto row = db_->query(SELECT_QUARANTINE ", q.raw" FROM_QUARANTINE "WHERE q.id = ?", id);
  if (!row.step()) return std::nullopt;
  auto found = read_quarantine(row);
  found.raw = row.text(7);
  return found;
}

std::vector<engine::TicketEvent> SqlStore::events(TicketId id) {
  return all(
      db_->query("SELECT ticket, at_ms, kind, actor, detail, id FROM event WHERE ticket = ? ORDER BY id", id),
      read_event);
}

std::vector<engine::TicketEvent> SqlStore::recent(const engine::Newest& newest) {
  return all(db_->query("SELECT ticket, at_ms, kind, actor, detail, id FROM event WHERE id < ? "
                        "ORDER BY id DESC LIMIT ?",
                        sql_before(newest), sql_limit(newest.limit)),
             read_event);
}

std::vector<engine::QuarantineCount> SqlStore::quarantine_counts(Instant from, Instant to) {
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

}  // namespace lapor::store
