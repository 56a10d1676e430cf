#include "support/query_plans.hpp"

#include <regex>
#include <set>
#include <vector>

#include "support/statement_probe.hpp"

namespace lapor::test {
namespace {

/// An index of rows in a passing state is small, however long the gateway has run; so are requests for
/// scorecards, and tables with a row for each modem, agency, state or cause.
bool walks_what_waits(const std::string& step) {
  for (const auto* table : {"recap", "measure", "measure_span", "measured_time", "unanswered_count"})
    if (step == std::string("SCAN ") + table) return true;
  for (const auto* index :
       {"attempt_open", "outgoing_queued", "person_erase", "ticket_open_serial", "ticket_open_agency"})
    if (step.find(std::string("INDEX ") + index) != std::string::npos) return true;
  return false;
}

/// Lists of few rows: those due now, a day's answers, the PIN tries of one modem, the kinds of rows that some
/// days left in quarantine.
bool sorts_little(const std::string& sql) {
  for (const auto* part :
       {"notice_unsent", "DISTINCT recipient", "FROM pin_try", "AS kind, count(*) AS n FROM quarantine"})
    if (sql.find(part) != std::string::npos) return true;
  return false;
}

/// An INSERT's plan shows the search for rows that refer to it, which runs only while a reference is broken.
bool reads_rows(const std::string& sql) {
  return (sql.starts_with("SELECT ") || sql.starts_with("UPDATE") || sql.starts_with("DELETE")) &&
         sql.find("sqlite_schema") == std::string::npos;
}

/// A list without a condition is read from one end until its limit.
bool reads_an_end(const std::string& sql) { return sql.find("WHERE true ORDER BY ") != std::string::npos; }

/// True for a scan of the rows of a subquery with a limit. The steps of the subquery are judged by
/// themselves.
bool walks_a_limited_list(const std::string& step) { return step.starts_with("SCAN first_"); }

bool slow(const std::string& sql, const std::string& step) {
  if (walks_a_limited_list(step)) return false;
  if (step.starts_with("SCAN"))
    return step != "SCAN CONSTANT ROW" && !walks_what_waits(step) && !reads_an_end(sql);
  return step.starts_with("USE TEMP B-TREE") && !sorts_little(sql);
}

/// True for a search that finds few rows even in a big database: one row, one ticket's texts, one reporter's
/// tickets, the newest fifty, the waiting ones.
bool finds_few(const std::string& step) {
  for (const auto* part : {"PRIMARY KEY (", "INDEX outgoing_ticket (", "INDEX ticket_reporter (",
                           "INDEX outgoing_sending (", "INDEX outgoing_queued", "SEARCH access"})
    if (step.find(part) != std::string::npos) return true;
  return false;
}

/// "created_ms" of "… AND created_ms >= ?": what asks for the time since then must not walk the life before.
std::string since_column(const std::string& sql) {
  static const std::regex since{R"(\b(\w+_ms) >=? \?)"};
  std::smatch found;
  return std::regex_search(sql, found, since) ? found[1].str() : std::string{};
}

}  // namespace

std::string slow_step(store::Database& db, const std::string& sql) {
  if (!reads_rows(sql)) return {};
  const auto since = since_column(sql);
  bool begins_there = since.empty();
  std::string last;
  auto rows = db.query("EXPLAIN QUERY PLAN " + sql);
  while (rows.step()) {
    last = rows.text(3);
    if (slow(sql, last)) return last;
    begins_there = begins_there || finds_few(last) || last.find(since + ">?") != std::string::npos;
  }
  return begins_there ? std::string{} : "reads what is older than asked: " + last;
}

std::string slow_statement(store::Database& db) {
  static std::set<std::string> judged;
  for (const auto& sql : store::StatementProbe::texts(db)) {
    if (!judged.insert(sql).second) continue;
    if (const auto step = slow_step(db, sql); !step.empty())
      return std::string(step).append(": ").append(sql);
  }
  return {};
}

}  // namespace lapor::test
