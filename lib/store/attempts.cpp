// Attempts: each try to send one segment.
#include <algorithm>

#include "store/rows.hpp"
#include "store/store.hpp"

namespace lapor::store {
namespace {

std::optional<std::string_view> refusal_table(const engine::Attempt& a) {
  if (!a.refusal || a.refusal->table == delivery::Table::smpp) return std::nullopt;
  return delivery::name(a.refusal->table);
}

std::optional<std::int64_t> refusal_number(const engine::Attempt& a) {
  if (!a.refusal || a.refusal->table == delivery::Table::smpp) return std::nullopt;
  return a.refusal->number;
}

/// A column of its own: the check of refusal_table is older than SMPP.
std::optional<std::int64_t> smpp_status(const engine::Attempt& a) {
  if (!a.refusal || a.refusal->table != delivery::Table::smpp) return std::nullopt;
  return a.refusal->number;
}

std::optional<std::string_view> outcome_name(const engine::Attempt& a) {
  if (!a.outcome) return std::nullopt;
  return engine::name(*a.outcome);
}

}  // namespace

#define SELECT_ATTEMPT "SELECT " LAPOR_ATTEMPT_COLUMNS " FROM attempt "

AttemptId SqlStore::add_attempt(const engine::Attempt& a) {
  return AttemptId{tx().query("INSERT INTO attempt (outgoing, recipient, part, modem, started_ms, "
                              "no_return_ms, ended_ms, outcome, "
                              "reference, error, receipt, receipt_ms, refusal_table, refusal_number, "
                              "message_id, smpp_status) VALUES "
                              "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                              a.message, a.to, a.segment, a.modem, a.started, a.release_recorded_at, a.ended,
                              outcome_name(a), a.message_reference, a.error, a.tp_status, a.status_report_at,
                              refusal_table(a), refusal_number(a), a.message_id, smpp_status(a))
                       .insert()};
}

engine::Attempt SqlStore::attempt(AttemptId id) {
  auto row = tx().query(SELECT_ATTEMPT "WHERE id = ?", id);
  return read_attempt(row.first("attempt"));
}

/// An UPDATE writes every index that contains one of its columns, so what ends an attempt is written only
/// then.
void SqlStore::update(const engine::Attempt& a) {
  tx().query(
          "UPDATE attempt SET no_return_ms = ?, reference = ?, error = ?, receipt = ?, receipt_ms = ?, "
          "refusal_table = ?, refusal_number = ?, message_id = ?, smpp_status = ? WHERE id = ?",
          a.release_recorded_at, a.message_reference, a.error, a.tp_status, a.status_report_at,
          refusal_table(a), refusal_number(a), a.message_id, smpp_status(a), a.id)
      .run();
  tx().must_change("attempt");
  if (!a.outcome) return;
  tx().query(
          "UPDATE attempt SET ended_ms = ?, outcome = ? WHERE id = ? AND (ended_ms, outcome) IS DISTINCT "
          "FROM (?, ?)",
          a.ended, outcome_name(a), a.id, a.ended, outcome_name(a))
      .run();
}

std::vector<engine::Attempt> SqlStore::open_attempts() {
  return all(tx().query(SELECT_ATTEMPT "INDEXED BY attempt_open WHERE outcome IS NULL ORDER BY id"),
             read_attempt);
}

std::vector<engine::Attempt> SqlStore::status_report_candidates(PersonId to, std::string_view modem,
                                                                Instant since) {
  return all(
      tx().query(
          SELECT_ATTEMPT
          "WHERE recipient = ? AND modem = ? AND started_ms >= ? AND (outcome IN ('accepted', 'in_doubt') "
          "OR (outcome IS NULL AND no_return_ms IS NOT NULL)) ORDER BY started_ms DESC, id DESC",
          to, modem, since),
      read_attempt);
}

/// Without a reference before or after them, the sends themselves are the bounds. Their ids are in the
/// order of the sends, also where the clock was set.
std::vector<engine::Attempt> SqlStore::sends_around(std::string_view modem, Instant first, Instant last) {
  auto sends =
      all(tx().query(
              SELECT_ATTEMPT
              "INDEXED BY attempt_modem WHERE modem = ? AND started_ms >= coalesce("
              "(SELECT started_ms FROM attempt INDEXED BY attempt_modem WHERE modem = ? AND started_ms < ? "
              "AND reference IS NOT NULL ORDER BY started_ms DESC LIMIT 1), ?) AND started_ms <= coalesce("
              "(SELECT started_ms FROM attempt INDEXED BY attempt_modem WHERE modem = ? AND started_ms > ? "
              "AND reference IS NOT NULL ORDER BY started_ms LIMIT 1), ?) AND no_return_ms IS NOT NULL "
              "ORDER BY started_ms LIMIT 256",
              modem, modem, first, first, modem, last, last),
          read_attempt);
  std::sort(sends.begin(), sends.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return sends;
}

std::optional<engine::Attempt> SqlStore::attempt_with_id(std::string_view modem,
                                                         std::string_view message_id) {
  auto row =
      tx().query(SELECT_ATTEMPT
                 "INDEXED BY attempt_message_id WHERE modem = ? AND message_id = ? AND message_id <> '' "
                 "ORDER BY id DESC LIMIT 1",
                 modem, message_id);
  if (!row.step()) return std::nullopt;
  return read_attempt(row);
}

std::vector<engine::Attempt> SqlStore::refusals_since_success(std::string_view modem) {
  return all(
      tx().query(
          SELECT_ATTEMPT
          "INDEXED BY attempt_modem WHERE modem = ? AND outcome = 'refused' AND started_ms > coalesce("
          "(SELECT max(started_ms) FROM attempt INDEXED BY attempt_modem WHERE modem = ? AND outcome = "
          "'accepted'), 0) ORDER BY started_ms LIMIT 1000",
          modem, modem),
      read_attempt);
}

std::vector<Instant> SqlStore::sends_since(std::string_view modem, Instant since) {
  std::vector<Instant> moments;
  auto rows = tx().query(
      "SELECT started_ms FROM attempt INDEXED BY attempt_modem WHERE modem = ? AND started_ms >= ? "
      "ORDER BY started_ms",
      modem, since);
  while (rows.step()) moments.push_back(from_ms(rows.integer(0)));
  return moments;
}

engine::UnansweredSends SqlStore::unanswered_sends(std::string_view modem, Instant since) {
  engine::UnansweredSends out;
  std::int64_t after = to_ms(since) - 1;
  auto last = db_->query(
      "SELECT started_ms, reference FROM attempt INDEXED BY attempt_modem WHERE modem = ? AND outcome = "
      "'accepted' ORDER BY started_ms DESC LIMIT 1",
      modem);
  if (last.step()) {
    after = std::max(after, last.integer(0));
    out.last_reference = static_cast<unsigned>(last.integer(1));
  }
  auto row = db_->query(
      "SELECT count(*), coalesce(max(no_return_ms), 0) FROM attempt INDEXED BY attempt_modem WHERE modem = ? "
      "AND started_ms > ? AND "
      "(outcome = 'in_doubt' OR (outcome IS NULL AND no_return_ms IS NOT NULL))",
      modem, after);
  out.sends = static_cast<unsigned>(row.first("count").integer(0));
  out.last_left = from_ms(row.integer(1));
  return out;
}

unsigned SqlStore::attempts_since(std::string_view modem, Instant since) {
  auto row = tx().query(
      "SELECT count(*) FROM attempt WHERE modem = ? AND started_ms >= ? AND outcome IN ('accepted', "
      "'in_doubt')",
      modem, since);
  return static_cast<unsigned>(row.first("count").integer(0));
}

}  // namespace lapor::store
