// Reads the counters of the triggers of 0018_measures, and counts the rest from other tables.
#include <algorithm>
#include <map>

#include "store/rows.hpp"
#include "store/store.hpp"

namespace lapor::store {
namespace {

using Spans = std::map<std::string, std::vector<std::int64_t>>;  // upper ends in ms, rising

Spans spans_of(Connection& db) {
  Spans spans;
  auto rows = db.query("SELECT what, up_to_ms FROM measure_span ORDER BY what, up_to_ms");
  while (rows.step()) spans[rows.text(0)].push_back(rows.integer(1));
  return spans;
}

Histogram empty(const std::vector<std::int64_t>& spans) {
  std::vector<double> bounds;
  for (const auto ms : spans) bounds.push_back(static_cast<double>(ms) / 1000);
  return Histogram(std::move(bounds));
}

void read_times(Connection& db, std::vector<engine::Measures::Times>& out) {
  const auto spans = spans_of(db);
  auto rows = db.query("SELECT what, of, up_to_ms, n, total_ms FROM measured_time ORDER BY what, of");
  while (rows.step()) {
    const auto what = rows.text(0), of = rows.text(1);
    const auto& all = spans.at(what);
    if (out.empty() || out.back().what != what || out.back().of != of) out.push_back({what, of, empty(all)});
    const auto span = std::lower_bound(all.begin(), all.end(), rows.integer(2)) - all.begin();
    out.back().times.add_counted(static_cast<std::size_t>(span), rows.integer(3),
                                 static_cast<double>(rows.integer(4)) / 1000);
  }
}

void read_counts(Query&& rows, std::vector<engine::Measures::Count>& out) {
  while (rows.step()) out.push_back({rows.text(0), rows.text(1), rows.text(2), rows.integer(3)});
}

std::optional<Instant> first_time(Query&& row) {
  if (!row.step() || row.null(0)) return std::nullopt;
  return from_ms(row.integer(0));
}

}  // namespace

engine::Measures SqlStore::measures(Instant now) {
  engine::Measures out;
  read_counts(db_->query("SELECT what, first, second, n FROM measure ORDER BY what, first, second"),
              out.counts);
  read_counts(db_->query("SELECT 'unanswered', agency, '', n FROM unanswered_count ORDER BY agency"),
              out.counts);
  read_counts(db_->query("SELECT 'overdue', agency, '', count(*) FROM ticket INDEXED BY ticket_open_agency "
                         "WHERE is_open AND due_order < ? GROUP BY agency",
                         now),
              out.counts);
  read_times(*db_, out.times);
  out.oldest_sendable =
      first_time(db_->query("SELECT min(not_before_ms) FROM outgoing INDEXED BY outgoing_queued "
                            "WHERE state = 'queued' AND not_before_ms <= ?",
                            now));
  out.newest_report =
      first_time(db_->query("SELECT created_ms FROM ticket WHERE true ORDER BY serial DESC LIMIT 1"));
  return out;
}

}  // namespace lapor::store
