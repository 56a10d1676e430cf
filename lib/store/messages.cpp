// Messages in both directions, newest first, as `laporctl messages` shows them.
#include <algorithm>
#include <iterator>

#include "store/rows.hpp"
#include "store/store.hpp"

namespace lapor::store {
namespace {

/// An answer to CEK names a ticket only in its words, so everything to and from a person who told one in
/// confidence is left out.
#define NOT_IN_CONFIDENCE(ticket, person)                               \
  " AND NOT EXISTS (SELECT 1 FROM ticket AS t WHERE t.serial = " ticket \
  " AND t.confidential = 1) "                                           \
  "AND NOT EXISTS (SELECT 1 FROM ticket AS t WHERE t.reporter = " person " AND t.confidential = 1) "

/// The owner of the messages that are asked for: everybody, one person, or a number that was never seen.
struct Whom {
  bool all = true;
  std::optional<std::int64_t> person;
};

Whom whom(Connection& db, const std::string& number) {
  if (number.empty()) return {};
  auto row = db.query("SELECT id FROM person WHERE address = ?", number);
  if (!row.step()) return {false, std::nullopt};
  return {false, row.integer(0)};
}

std::vector<engine::MessageRow> received(Connection& db, const engine::MessageQuery& query, const Whom& who) {
  std::string sql =
      "SELECT i.id, i.modem, p.address, i.text, i.parts, i.command, i.ticket, i.received_ms "
      "FROM inbound AS i JOIN person AS p ON p.id = i.sender WHERE true";
  if (!who.all) sql += " AND i.sender = ?";
  if (query.ticket) sql += " AND i.ticket = ?";
  if (query.before) sql += " AND i.id < ?";
  if (!query.confidential) sql += NOT_IN_CONFIDENCE("i.ticket", "i.sender");
  auto rows = db.query(sql + " ORDER BY i.id DESC LIMIT ?");
  int index = 0;
  if (!who.all) rows.bind(index++, who.person);
  if (query.ticket) rows.bind(index++, query.ticket);
  if (query.before) rows.bind(index++, *query.before);
  rows.bind(index, sql_limit(query.limit));
  std::vector<engine::MessageRow> out;
  while (rows.step()) {
    engine::MessageRow m;
    m.incoming = true;
    m.state = "taken";
    Columns(rows) >> m.id >> m.modem >> m.number >> m.text >> m.parts >> m.purpose >> m.ticket >> m.created;
    out.push_back(std::move(m));
  }
  return out;
}

std::vector<engine::MessageRow> sent(Connection& db, const engine::MessageQuery& query, const Whom& who) {
  std::string sql =
      "SELECT o.id, o.modem, p.address, o.text, o.state, o.parts, "
      "(SELECT count(*) FROM attempt AS a WHERE a.outgoing = o.id), "
      "(SELECT a.reference FROM attempt AS a WHERE a.outgoing = o.id AND a.part = o.parts AND a.reference IS "
      "NOT NULL "
      "ORDER BY a.id DESC LIMIT 1), "
      "o.purpose, o.ticket, o.created_ms, o.sent_ms, o.delivered_ms, o.error "
      "FROM outgoing AS o JOIN person AS p ON p.id = o.recipient WHERE true";
  if (!who.all) sql += " AND o.recipient = ?";
  if (!query.state.empty()) sql += " AND o.state = ?";
  if (query.ticket) sql += " AND o.ticket = ?";
  if (query.before) sql += " AND o.id < ?";
  if (!query.confidential) sql += NOT_IN_CONFIDENCE("o.ticket", "o.recipient");
  auto rows = db.query(sql + " ORDER BY o.id DESC LIMIT ?");
  int index = 0;
  if (!who.all) rows.bind(index++, who.person);
  if (!query.state.empty()) rows.bind(index++, query.state);
  if (query.ticket) rows.bind(index++, query.ticket);
  if (query.before) rows.bind(index++, *query.before);
  rows.bind(index, sql_limit(query.limit));
  std::vector<engine::MessageRow> out;
  while (rows.step()) {
    engine::MessageRow m;
    Columns(rows) >> m.id >> m.modem >> m.number >> m.text >> m.state >> m.parts >> m.attempts >>
        m.reference >> m.purpose >> m.ticket >> m.created >> m.sent_at >> m.delivered_at >> m.error;
    out.push_back(std::move(m));
  }
  return out;
}

}  // namespace

std::vector<engine::MessageRow> SqlStore::messages(const engine::MessageQuery& query) {
  const Whom who = whom(*db_, query.number);
  std::vector<engine::MessageRow> rows;
  if (query.incoming()) rows = received(*db_, query, who);
  if (!query.outgoing()) return rows;
  auto out = sent(*db_, query, who);
  if (!query.incoming()) return out;
  std::move(out.begin(), out.end(), std::back_inserter(rows));
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.created > b.created; });
  if (rows.size() > query.limit) rows.resize(query.limit);
  return rows;
}

}  // namespace lapor::store
