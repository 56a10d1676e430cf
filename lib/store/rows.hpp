// Maps rows to the engine's values: for each kind of row one list of columns and one reader. Internal to
// lib/store.
#pragma once
#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "domain/scorecard/card.hpp"
#include "engine/api/views.hpp"
#include "engine/model/message.hpp"
#include "engine/model/notification.hpp"
#include "engine/model/ticket.hpp"
#include "store/connection.hpp"

namespace lapor::store {

#define LAPOR_TICKET_COLUMNS                                                                                \
  "serial, state, kind, category, area, agency, answer_class, urgent, confidential, anonymous, channel, "   \
  "reporter, text, created_ms, forwarded_ms, first_response_ms, due_ms, closed_ms, level, ladder_base_ms, " \
  "wake_ms, resolve_by_ms, transfers, reopens, rating, before_question, "                                   \
  "due_base_ms, due_days, resolve_base_ms, refusal, accused, joined_to, nudged, late_told, postponed, "     \
  "asked_due_base_ms, asked_ladder_base_ms, follower_said_yes"
#define LAPOR_OUTGOING_COLUMNS                                                                               \
  "id, recipient, text, purpose, ticket, state, parts, next_part, reference, refusals, doubts, created_ms, " \
  "not_before_ms, expires_ms, sent_ms, delivered_ms, modem, error"
#define LAPOR_ATTEMPT_COLUMNS                                                                             \
  "id, outgoing, recipient, part, modem, started_ms, no_return_ms, ended_ms, outcome, reference, error, " \
  "receipt, receipt_ms, refusal_table, refusal_number, message_id, smpp_status"
#define LAPOR_STAY_COLUMNS                                                                                   \
  "ticket, agency, counted_ms, forwarded_ms, respond_by_ms, first_response_ms, resolve_by_ms, resolved_ms, " \
  "left_ms, ending, contests, reopens, paused_ms, paused_since_ms, unreachable, rating, "                    \
  "reporter, given_back, came_back, questions, postponed, promises, left_answering, own_report"
#define LAPOR_NOTICE_COLUMNS "id, kind, ticket, recipient, round, urgent, due_ms, outgoing"

/// A column for each purpose that a person waits for: one index look-up each costs less than the table that
/// IN makes.
#define LAPOR_OF_EACH_ANSWER(column, end) \
  LAPOR_OF_QUEUED(column, "urgent", end)  \
  ", " LAPOR_OF_QUEUED(column, "reply", end) ", " LAPOR_OF_QUEUED(column, "agency_reply", end)
#define LAPOR_OF_QUEUED(column, purpose, end) \
  "(SELECT " column                           \
  " FROM outgoing INDEXED BY outgoing_sendable WHERE state = 'queued' AND purpose = '" purpose "'" end ")"
inline constexpr int answer_purposes = 3;

engine::Ticket read_ticket(const Query& row);
/// A list of codes as one column: "BMCK DISHUB".
std::string spaced(const std::vector<std::string>& codes);
engine::TicketEvent read_event(const Query& row);
engine::OutboundMessage read_outgoing(const Query& row);
engine::Attempt read_attempt(const Query& row);
engine::Notification read_notice(const Query& row);
scorecard::Assignment read_stay(const Query& row);

/// All rows of a query, each made by `read`.
template <class Read>
auto all(Query&& rows, Read read) {
  std::vector<decltype(read(rows))> out;
  while (rows.step()) out.push_back(read(rows));
  return out;
}

/// A limit as SQLite takes it.
inline std::int64_t sql_limit(std::size_t limit) {
  return static_cast<std::int64_t>(std::min<std::size_t>(limit, 1'000'000));
}
/// The id that a list stays below.
inline std::int64_t sql_before(const engine::Newest& newest) {
  return newest.before.value_or(std::numeric_limits<std::int64_t>::max());
}

}  // namespace lapor::store
