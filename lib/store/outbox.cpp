// Outbound messages. Without statistics SQLite prefers an index on all rows of a state to the small one on
// those that wait, so the statements name their index.
#include <array>
#include <map>
#include <set>

#include "base/expect.hpp"
#include "store/rows.hpp"
#include "store/store.hpp"

namespace lapor::store {
namespace {

constexpr std::array in_order_of_sending{engine::Purpose::alert,     engine::Purpose::urgent,
                                         engine::Purpose::reply,     engine::Purpose::agency_reply,
                                         engine::Purpose::operator_, engine::Purpose::forward,
                                         engine::Purpose::news,      engine::Purpose::escalation};

std::optional<Instant> earliest(Query&& row) {
  if (!row.step() || row.null(0)) return std::nullopt;
  return from_ms(row.integer(0));
}

constexpr int agency_column = 18;  ///< in sendable(), after LAPOR_OUTGOING_COLUMNS

/// The number of rows that are read for each message wanted: few at first, because a server finds them all
/// before it sends one. Never more than the last number, also of a queue of a hundred thousand messages to a
/// few phones.
constexpr std::array<std::size_t, 2> rows_a_text{4, 64};

/// Decides which rows of the queue a batch takes: one for each recipient, and a share about each agency, so
/// that others are seen beside its flood.
class Batch {
 public:
  explicit Batch(std::size_t limit) : about_one_agency_(std::max<std::size_t>(1, limit / 4)) {}
  /// False for one that is left out.
  bool take(PersonId to, const std::string& agency) {
    if (recipients_.contains(to)) return false;
    if (!agency.empty() && about_[agency] >= about_one_agency_) return false;
    recipients_.insert(to);
    ++about_[agency];
    return true;
  }

 private:
  std::size_t about_one_agency_;
  std::set<PersonId> recipients_;
  std::map<std::string, std::size_t> about_;
};

engine::SentText read_sent_text(const Query& row) {
  return {row.text(0), row.null(1) ? std::nullopt : std::optional(TicketId{row.integer(1)})};
}

unsigned count(Query&& row) { return static_cast<unsigned>(row.first("count").integer(0)); }

}  // namespace

#define SELECT_OUTGOING "SELECT " LAPOR_OUTGOING_COLUMNS " FROM outgoing "

OutboundId SqlStore::enqueue(const engine::NewOutboundMessage& o) {
  return OutboundId{tx().query("INSERT INTO outgoing (recipient, text, purpose, ticket, answers, parts, "
                               "reference, created_ms, "
                               "not_before_ms, "
                               "expires_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                               o.to, o.text, engine::name(o.purpose), o.ticket, o.answers, o.segments,
                               o.concat_reference, o.created, o.not_before, o.expires)
                        .insert()};
}

engine::OutboundMessage SqlStore::message(OutboundId id) {
  auto row = tx().query(SELECT_OUTGOING "WHERE id = ?", id);
  return read_outgoing(row.first("text to send"));
}

std::vector<engine::SentText> SqlStore::texts_to(PersonId to, std::size_t limit) {
  return all(
      tx().query("SELECT text, ticket FROM outgoing INDEXED BY outgoing_person WHERE recipient = ? ORDER "
                 "BY id DESC LIMIT ?",
                 to, sql_limit(limit)),
      read_sent_text);
}

std::vector<engine::SentText> SqlStore::texts_about(TicketId ticket, std::size_t limit) {
  return all(
      tx().query("SELECT text, ticket FROM outgoing INDEXED BY outgoing_ticket WHERE ticket = ? ORDER BY "
                 "id DESC LIMIT ?",
                 ticket, sql_limit(limit)),
      read_sent_text);
}

/// Only what sending changes: recipient, text and purpose never change.
void SqlStore::update(const engine::OutboundMessage& o) {
  tx().query(
          "UPDATE outgoing SET text = ?, parts = ?, state = ?, next_part = ?, reference = ?, refusals = ?, "
          "doubts = ?, "
          "not_before_ms = ?, expires_ms = ?, sent_ms = ?, delivered_ms = ?, modem = ?, error = ? WHERE id = "
          "?",
          o.text, o.segments, delivery::name(o.state), o.next_segment, o.concat_reference, o.refusals,
          o.times_in_doubt, o.not_before, o.expires, o.sent_at, o.delivered_at, o.modem, o.error, o.id)
      .run();
  tx().must_change("text to send");
}

namespace {

/// One statement for all purposes: a queue is mostly empty, and each statement may be a round trip over a
/// network.
/// The subqueries of later purposes run only where those before them give too few rows. ?1 is now, ?2 the
/// most rows.
std::string sendable_of_each_purpose() {
  std::string sql;
  for (const auto purpose : in_order_of_sending) {
    sql += sql.empty() ? "" : " UNION ALL ";
    sql += "SELECT * FROM (SELECT " LAPOR_OUTGOING_COLUMNS
           ", coalesce((SELECT agency FROM ticket WHERE serial = o.ticket), '') AS agency "
           "FROM outgoing AS o INDEXED BY outgoing_sendable WHERE state = 'queued' AND purpose = '";
    sql += engine::name(purpose);
    sql +=
        "' AND not_before_ms <= ?1 AND expires_ms > ?1 AND NOT EXISTS (SELECT 1 FROM outgoing AS s INDEXED "
        "BY "
        "outgoing_sending WHERE s.recipient = o.recipient AND s.state = 'sending') "
        "ORDER BY not_before_ms, id LIMIT ?2) AS first_of_purpose";
  }
  return sql + " LIMIT ?2";
}

}  // namespace

std::vector<engine::SendableMessage> SqlStore::sendable(Instant now, std::size_t limit) {
  static const auto sql = sendable_of_each_purpose();
  std::vector<engine::SendableMessage> texts;
  for (const auto of_each : rows_a_text) {
    texts.clear();
    Batch batch(limit);
    std::size_t seen = 0;
    auto rows = tx().query(sql, now, sql_limit(limit * of_each));
    for (; texts.size() < limit && rows.step(); ++seen) {
      const auto agency = rows.text(agency_column);
      if (batch.take(PersonId{rows.integer(1)}, agency)) texts.push_back({read_outgoing(rows), agency});
    }
    if (texts.size() == limit || seen < limit * of_each) break;
  }
  return texts;
}

std::vector<engine::OutboundMessage> SqlStore::expired(Instant now, std::size_t limit) {
  return all(tx().query(SELECT_OUTGOING "INDEXED BY outgoing_expiry WHERE state = 'queued' AND expires_ms <= "
                                        "? ORDER BY expires_ms, id LIMIT ?",
                        now, sql_limit(limit)),
             read_outgoing);
}

std::string SqlStore::texted_modem(PersonId person) {
  auto row = tx().query(
      "SELECT modem FROM inbound INDEXED BY inbound_sender WHERE sender = ? AND modem <> '' "
      "ORDER BY received_ms DESC LIMIT 1",
      person);
  return row.step() ? row.text(0) : std::string{};
}

void SqlStore::shift_queued(Instant made_after, Duration by) {
  tx().query(
          "UPDATE outgoing INDEXED BY outgoing_queued SET not_before_ms = not_before_ms + ?, expires_ms = "
          "expires_ms + ? WHERE state = 'queued' AND created_ms > ?",
          std::int64_t{by.count()}, std::int64_t{by.count()}, made_after)
      .run();
}

std::vector<engine::OutboundMessage> SqlStore::in_doubt_expired(Instant now, std::size_t limit) {
  return all(tx().query(SELECT_OUTGOING "INDEXED BY outgoing_unsure WHERE state = 'unsure' AND not_before_ms "
                                        "<= ? ORDER BY not_before_ms, id LIMIT ?",
                        now, sql_limit(limit)),
             read_outgoing);
}

/// ?1 is the person, ?2 an hour ago, ?3 the start of the day.
limits::ReplyCounts SqlStore::replies(PersonId to, Instant hour_ago, Instant day_start) {
#define TO_ONE_SINCE(when)                                                                        \
  "(SELECT count(*) FROM outgoing WHERE recipient = ?1 AND purpose IN ('reply', 'agency_reply', " \
  "'urgent') AND created_ms >= " when " AND (purpose <> 'urgent' OR answers IS NOT NULL))"
#define TO_ALL_SINCE(count, when) \
  "(SELECT " count                \
  " FROM outgoing INDEXED BY outgoing_replies WHERE purpose = 'reply' AND created_ms >= " when ")"
  auto row = tx().query("SELECT " TO_ONE_SINCE("?2") ", " TO_ONE_SINCE("?3") ", " TO_ALL_SINCE(
                            "count(*)", "?3") ", " TO_ALL_SINCE("count(DISTINCT recipient)",
                                                                "?3") ", " TO_ALL_SINCE("count(*)", "?2"),
                        to, hour_ago, day_start);
#undef TO_ONE_SINCE
#undef TO_ALL_SINCE
  limits::ReplyCounts counts;
  Columns(row.first("count")) >> counts.to_this_number_last_hour >> counts.to_this_number_today >>
      counts.today >> counts.first_today >> counts.last_hour;
  return counts;
}

limits::NewNumberReplies SqlStore::replies_to_new_numbers(std::optional<TicketId> ticket, Instant hour_ago,
                                                          Instant day_start) {
  auto row = tx().query(
      "SELECT count(*), count(*) FILTER (WHERE t.agency = (SELECT agency FROM ticket WHERE serial = ?)) "
      "FROM outgoing AS o INDEXED BY outgoing_replies LEFT JOIN ticket AS t ON t.serial = o.ticket "
      "WHERE o.purpose = 'reply' AND o.created_ms >= ? AND NOT EXISTS "
      "(SELECT 1 FROM inbound INDEXED BY inbound_sender WHERE sender = o.recipient AND received_ms < ?)",
      ticket, hour_ago, day_start);
  row.first("count");
  return {static_cast<unsigned>(row.integer(0)), static_cast<unsigned>(row.integer(1))};
}

unsigned SqlStore::news_alive(TicketId ticket, Instant since) {
  return count(tx().query(
      "SELECT count(*) FROM outgoing WHERE ticket = ? AND purpose = 'news' AND created_ms >= ? AND "
      "state <> 'failed' AND state <> 'expired'",
      ticket, since));
}

unsigned SqlStore::count_news(TicketId ticket, PersonId to, Instant since) {
  return count(
      tx().query("SELECT count(*) FROM outgoing WHERE ticket = ? AND recipient = ? AND purpose = 'news' AND "
                 "created_ms >= ?",
                 ticket, to, since));
}

std::optional<Instant> SqlStore::nth_newest_unasked(PersonId to, unsigned n) {
  LAPOR_EXPECT(n > 0);
  return earliest(
      tx().query("SELECT not_before_ms FROM outgoing INDEXED BY outgoing_unasked WHERE recipient = ? "
                 "AND (purpose = 'forward' OR purpose = 'news' OR purpose = 'ladder') "
                 "ORDER BY not_before_ms DESC LIMIT 1 OFFSET ?",
                 to, std::int64_t{n} - 1));
}

void SqlStore::defer_recipient(PersonId to, Instant until) {
  tx().query(
          "UPDATE outgoing INDEXED BY outgoing_queued SET not_before_ms = ? WHERE state = 'queued' AND "
          "not_before_ms < ? "
          "AND recipient = ?",
          until, until, to)
      .run();
}

/// Few attempts are held: one a modem, and a window of a line to a carrier.
engine::PendingWork SqlStore::pending_work(Instant now, Instant notifications_due_by,
                                           std::span<const AttemptId> held) {
  std::string others;
  for (std::size_t n = 0; n < held.size(); ++n) others += (n == 0 ? "?" : ", ?") + std::to_string(n + 3);
  auto row = tx().query(
      "SELECT EXISTS (SELECT 1 FROM attempt INDEXED BY attempt_open WHERE outcome IS NULL" +
          (others.empty() ? "" : " AND id NOT IN (" + others + ")") +
          "), EXISTS (SELECT 1 FROM person INDEXED BY person_erase WHERE erase_ms IS NOT NULL AND erase_ms "
          "<= "
          "?1), EXISTS (SELECT 1 FROM recap), "
          "EXISTS (SELECT 1 FROM notice INDEXED BY notice_unsent WHERE outgoing IS NULL AND due_ms <= ?2)",
      now, notifications_due_by);
  for (std::size_t n = 0; n < held.size(); ++n) row.bind(static_cast<int>(n) + 2, held[n]);
  engine::PendingWork pending;
  Columns(row.first("pending work")) >> pending.orphaned_attempts >> pending.erasures >> pending.scorecards >>
      pending.notifications;
  return pending;
}

/// One statement: it ends every transaction.
engine::NextTimers SqlStore::next_timers(Instant scheduled) {
  auto row = tx().query(
      "SELECT (SELECT min(not_before_ms) FROM outgoing INDEXED BY outgoing_queued WHERE state = 'queued' AND "
      "not_before_ms > ?1), "
      "(SELECT min(expires_ms) FROM outgoing INDEXED BY outgoing_expiry WHERE state = 'queued'), "
      "(SELECT min(not_before_ms) FROM outgoing INDEXED BY outgoing_unsure WHERE state = 'unsure'), "
      "(SELECT min(wake_ms) FROM ticket INDEXED BY ticket_wake WHERE wake_ms IS NOT NULL), "
      "(SELECT min(erase_ms) FROM person INDEXED BY person_erase WHERE erase_ms > ?1), "
      "(SELECT min(due_ms) FROM notice INDEXED BY notice_unsent WHERE outgoing IS NULL), "
      "(SELECT min(received_ms) FROM part INDEXED BY part_waiting WHERE total IS NOT NULL AND inbound IS "
      "NULL), " LAPOR_OF_EACH_ANSWER("1", " LIMIT 1"),
      scheduled);
  engine::NextTimers a;
  Columns c(row.first("timers"));
  c >> a.queued >> a.expiry >> a.in_doubt >> a.ticket >> a.erasure >> a.notification >> a.oldest_segment;
  for (int n = 0; n < answer_purposes; ++n) {
    std::optional<std::int64_t> queued;
    c >> queued;
    a.answers_queued = a.answers_queued || queued;
  }
  return a;
}

}  // namespace lapor::store
