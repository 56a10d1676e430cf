// Tickets and what happened to them.
#include <algorithm>
#include <tuple>

#include "store/rows.hpp"
#include "store/secret_hash.hpp"
#include "store/store.hpp"

namespace lapor::store {

#define SELECT_TICKET "SELECT " LAPOR_TICKET_COLUMNS " FROM ticket "

TicketId SqlStore::add_ticket(const engine::Ticket& t) {
  return TicketId{
      tx().query(
              "INSERT INTO ticket (state, kind, category, area, agency, answer_class, urgent, confidential, "
              "anonymous, channel, "
              "reporter, text, created_ms, forwarded_ms, first_response_ms, due_ms, closed_ms, level, "
              "ladder_base_ms, wake_ms, "
              "resolve_by_ms, transfers, reopens, rating, before_question, due_base_ms, due_days, "
              "resolve_base_ms, refusal, "
              "accused, joined_to, nudged, late_told, postponed, asked_due_base_ms, asked_ladder_base_ms, "
              "follower_said_yes) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
              "?, ?, "
              "?, ?, ?, ?, ?, ?, ?)",
              ticket::name(t.state), ticket::name(t.type), t.category, t.area, t.agency,
              ticket::name(t.service_class), t.urgent, t.confidential, t.anonymous, ticket::name(t.channel),
              t.reporter, t.text, t.created, t.forwarded_at, t.first_response_at, t.due_at, t.closed_at,
              t.level, t.escalation_clock_start, t.next_timer_at, t.resolution_due, t.transfers, t.reopens,
              t.rating, ticket::name(t.state_before_question), t.due_clock_start, t.postponed_days,
              t.resolution_clock_start, t.return_reason, spaced(t.excluded_agencies), t.merged_into,
              t.reminder_sent, t.overdue_notice_sent, t.postponement_used, t.due_clock_before_question,
              t.escalation_clock_before_question, t.follower_confirmed)
          .insert()};
}

std::optional<engine::Ticket> SqlStore::ticket(TicketId id) {
  auto row = tx().query(SELECT_TICKET "WHERE serial = ?", id);
  if (!row.step()) return std::nullopt;
  return read_ticket(row);
}

namespace {

/// Columns that routing and the life cycle change; most indexes contain one of them.
bool moved(const engine::Ticket& a, const engine::Ticket& b) {
  const auto key = [](const engine::Ticket& t) {
    return std::tie(t.state, t.type, t.category, t.area, t.agency, t.service_class, t.urgent, t.confidential,
                    t.anonymous, t.channel, t.text, t.closed_at, t.return_reason, t.excluded_agencies,
                    t.merged_into);
  };
  return key(a) != key(b);
}

/// Columns that deadlines, answers and ratings change.
bool timed(const engine::Ticket& a, const engine::Ticket& b) {
  const auto key = [](const engine::Ticket& t) {
    return std::tie(t.forwarded_at, t.first_response_at, t.due_at, t.resolution_due, t.transfers, t.reopens,
                    t.rating, t.state_before_question, t.due_clock_start, t.postponed_days,
                    t.resolution_clock_start, t.reminder_sent, t.overdue_notice_sent, t.postponement_used,
                    t.due_clock_before_question, t.escalation_clock_before_question, t.follower_confirmed);
  };
  return key(a) != key(b);
}

}  // namespace

/// Everything but reporter and creation time, which never change. An UPDATE writes every index that contains
/// one of its columns, changed or not, so it names only the groups of columns that changed.
void SqlStore::update_ticket(const engine::Ticket& t) {
  const auto before = ticket(t.id);
  if (!before) throw Missing("ticket");
  if (moved(*before, t))
    tx().query(
            "UPDATE ticket SET state = ?, kind = ?, category = ?, area = ?, agency = ?, answer_class = ?, "
            "urgent = ?, "
            "confidential = ?, anonymous = ?, channel = ?, text = ?, closed_ms = ?, refusal = ?, accused = "
            "?, "
            "joined_to = ? WHERE serial = ?",
            ticket::name(t.state), ticket::name(t.type), t.category, t.area, t.agency,
            ticket::name(t.service_class), t.urgent, t.confidential, t.anonymous, ticket::name(t.channel),
            t.text, t.closed_at, t.return_reason, spaced(t.excluded_agencies), t.merged_into, t.id)
        .run();
  if (timed(*before, t))
    tx().query(
            "UPDATE ticket SET forwarded_ms = ?, first_response_ms = ?, due_ms = ?, resolve_by_ms = ?, "
            "transfers = ?, "
            "reopens = ?, rating = ?, before_question = ?, due_base_ms = ?, due_days = ?, resolve_base_ms = "
            "?, nudged = ?, late_told = ?, postponed = ?, asked_due_base_ms = ?, asked_ladder_base_ms = ?, "
            "follower_said_yes = ? WHERE serial = ?",
            t.forwarded_at, t.first_response_at, t.due_at, t.resolution_due, t.transfers, t.reopens, t.rating,
            ticket::name(t.state_before_question), t.due_clock_start, t.postponed_days,
            t.resolution_clock_start, t.reminder_sent, t.overdue_notice_sent, t.postponement_used,
            t.due_clock_before_question, t.escalation_clock_before_question, t.follower_confirmed, t.id)
        .run();
  if (before->level != t.level || before->escalation_clock_start != t.escalation_clock_start ||
      before->next_timer_at != t.next_timer_at)
    tx().query("UPDATE ticket SET level = ?, ladder_base_ms = ?, wake_ms = ? WHERE serial = ?", t.level,
               t.escalation_clock_start, t.next_timer_at, t.id)
        .run();
}

void SqlStore::record(const engine::TicketEvent& event) {
  tx().query("INSERT INTO event (ticket, at_ms, kind, actor, detail) VALUES (?, ?, ?, ?, ?)", event.ticket,
             event.at, event.kind, event.actor.text(), event.detail)
      .run();
}

std::vector<std::string> SqlStore::details(TicketId ticket, std::string_view kind, std::size_t limit) {
  return all(tx().query("SELECT detail FROM event WHERE ticket = ? AND kind = ? ORDER BY id DESC LIMIT ?",
                        ticket, kind, sql_limit(limit)),
             [](const Query& row) { return row.text(0); });
}

namespace {

/// Reads own tickets by their index and followed ones by row id: one condition for both would read all
/// tickets of a person. ?1 is the person, ?2 the limit.
std::string of_reporter(const std::string& own, const std::string& condition) {
  return "SELECT * FROM (" SELECT_TICKET + own + " AND " + condition +
         " ORDER BY serial DESC LIMIT ?2) AS first_own UNION ALL SELECT * FROM (" SELECT_TICKET
         "WHERE serial IN (SELECT ticket FROM follower WHERE person = ?1) AND " +
         condition + " ORDER BY serial DESC LIMIT ?2) AS first_followed";
}

/// The newest of two lists that are newest first.
std::vector<engine::Ticket> newest(std::vector<engine::Ticket> both, std::size_t limit) {
  std::sort(both.begin(), both.end(), [](const auto& a, const auto& b) { return a.id > b.id; });
  if (both.size() > limit) both.resize(limit);
  return both;
}

}  // namespace

std::vector<engine::Ticket> SqlStore::open_of_reporter(PersonId reporter, std::size_t limit) {
  static const auto sql = of_reporter("INDEXED BY ticket_open WHERE reporter = ?1", "is_open");
  return newest(all(tx().query(sql, reporter, sql_limit(limit)), read_ticket), limit);
}

/// One statement for all states: each statement may be a round trip over a network.
std::vector<engine::Ticket> SqlStore::in_states_of_reporter(PersonId reporter,
                                                            std::span<const ticket::State> states,
                                                            std::size_t limit) {
  std::string sql;
  for (std::size_t n = 0; n < states.size(); ++n) {
    const auto state = "state = ?" + std::to_string(n + 3);
    sql += (n == 0 ? "" : " UNION ALL ") + of_reporter("WHERE reporter = ?1", state);
  }
  auto rows = tx().query(sql, reporter, sql_limit(limit));
  for (std::size_t n = 0; n < states.size(); ++n) rows.bind(static_cast<int>(n) + 2, ticket::name(states[n]));
  std::map<ticket::State, std::vector<engine::Ticket>> found;
  while (rows.step()) {
    auto t = read_ticket(rows);
    found[t.state].push_back(std::move(t));
  }
  std::vector<engine::Ticket> out;
  for (const auto state : states)
    for (auto& t : newest(std::move(found[state]), limit)) out.push_back(std::move(t));
  return out;
}

void SqlStore::add_follower(TicketId ticket, PersonId person) {
  tx().query("INSERT INTO follower (ticket, person) VALUES (?, ?) ON CONFLICT DO NOTHING", ticket, person)
      .run();
}

std::vector<PersonId> SqlStore::followers(TicketId ticket) {
  return all(tx().query("SELECT person FROM follower WHERE ticket = ? ORDER BY person", ticket),
             [](const Query& row) { return PersonId{row.integer(0)}; });
}

std::vector<engine::Ticket> SqlStore::open_at_place(std::string_view category, std::string_view area,
                                                    Instant since, std::size_t limit) {
  return all(tx().query(SELECT_TICKET
                        "INDEXED BY ticket_place WHERE is_open AND area <> '' AND category = ? AND area = ? "
                        "AND created_ms >= ? ORDER BY created_ms DESC LIMIT ?",
                        category, area, since, sql_limit(limit)),
             read_ticket);
}

std::string SqlStore::new_proof_word(TicketId ticket) {
  auto word = four_digits();
  tx().query(
          "INSERT INTO proof_word (ticket, word) VALUES (?, ?) "
          "ON CONFLICT (ticket) DO UPDATE SET word = excluded.word",
          ticket, word)
      .run();
  return word;
}

std::string SqlStore::proof_word(TicketId ticket) {
  auto row = tx().query("SELECT word FROM proof_word WHERE ticket = ?", ticket);
  return row.step() ? row.text(0) : "";
}

std::vector<TicketId> SqlStore::with_proof_word(std::string_view agency, std::string_view word) {
  return all(tx().query("SELECT t.serial FROM proof_word AS p INDEXED BY proof_word_word JOIN ticket AS t ON "
                        "t.serial = p.ticket "
                        "WHERE p.word = ? AND t.agency = ? AND t.is_open ORDER BY t.serial",
                        word, agency),
             [](const Query& row) { return TicketId{row.integer(0)}; });
}

void SqlStore::set_duplicate_candidate(TicketId ticket, TicketId earlier) {
  tx().query("INSERT INTO likeness (ticket, earlier) VALUES (?, ?) ON CONFLICT (ticket) DO NOTHING", ticket,
             earlier)
      .run();
}

std::optional<TicketId> SqlStore::drop_duplicate_candidate(TicketId ticket) {
  auto row = tx().query("DELETE FROM likeness WHERE ticket = ? RETURNING earlier", ticket);
  if (!row.step()) return std::nullopt;
  const TicketId earlier{row.integer(0)};
  row.run();
  return earlier;
}

// Every answer of an agency moves its ticket out of "forwarded" and "verifying", and what brings it back
// there asks for a new answer.
std::vector<engine::Ticket> SqlStore::unanswered(std::string_view agency, std::size_t limit) {
  return all(tx().query(SELECT_TICKET "INDEXED BY ticket_unanswered WHERE agency = ? AND (state = "
                                      "'forwarded' OR state = 'verifying') AND forwarded_ms IS NOT NULL "
                                      "ORDER BY due_order, serial LIMIT ?",
                        agency, sql_limit(limit)),
             read_ticket);
}

unsigned SqlStore::count_urgent(ticket::Channel channel, Instant since) {
  auto row = tx().query(
      "SELECT count(*) FROM ticket INDEXED BY ticket_created WHERE created_ms >= ? AND channel = ? AND "
      "urgent = 1",
      since, ticket::name(channel));
  return static_cast<unsigned>(row.first("count").integer(0));
}

unsigned SqlStore::count_unanswered(std::string_view agency) {
  auto row = tx().query("SELECT n FROM unanswered_count WHERE agency = ?", agency);
  return row.step() ? static_cast<unsigned>(row.integer(0)) : 0;
}

std::vector<engine::Ticket> SqlStore::with_timer_due(Instant now, std::size_t limit) {
  return all(
      tx().query(SELECT_TICKET "INDEXED BY ticket_wake WHERE wake_ms <= ? ORDER BY wake_ms, serial LIMIT ?",
                 now, sql_limit(limit)),
      read_ticket);
}

std::vector<engine::Ticket> SqlStore::open_after(TicketId id, std::size_t limit) {
  return all(tx().query(SELECT_TICKET
                        "INDEXED BY ticket_open_serial WHERE is_open AND serial > ? ORDER BY serial LIMIT ?",
                        id, sql_limit(limit)),
             read_ticket);
}

}  // namespace lapor::store
