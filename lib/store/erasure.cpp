// Erasure (UU 27/2022, decision 0011): who is due, what was written by and about them, and what stays of it.
#include <algorithm>

#include "base/fnv1a.hpp"
#include "store/rows.hpp"
#include "store/store.hpp"

namespace lapor::store {
namespace {

using Where = engine::PersonalTextIn;

/// True if the person has an open ticket or a message under way.
#define LAPOR_BUSY                                                                                          \
  "(EXISTS (SELECT 1 FROM ticket AS t INDEXED BY ticket_open WHERE t.reporter = p.id AND t.is_open) OR "    \
  "EXISTS (SELECT 1 FROM follower AS f JOIN ticket AS t ON t.serial = f.ticket WHERE f.person = p.id AND "  \
  "t.is_open) "                                                                                             \
  "OR EXISTS (SELECT 1 FROM outgoing AS o INDEXED BY outgoing_person WHERE o.recipient = p.id AND o.state " \
  "IN "                                                                                                     \
  "('queued', 'sending', 'unsure')) "                                                                       \
  "OR EXISTS (SELECT 1 FROM part AS w WHERE w.sender = p.id AND w.total IS NOT NULL AND w.inbound IS NULL))"

/// Two columns: when the last ticket closed that the person reported, and the last that they follow.
#define LAPOR_LAST_CLOSED                                                                      \
  "(SELECT max(t.closed_ms) FROM ticket AS t WHERE t.reporter = p.id), "                       \
  "(SELECT max(t.closed_ms) FROM follower AS f JOIN ticket AS t ON t.serial = f.ticket WHERE " \
  "f.person = p.id)"

/// The latest of the times in these columns; nullopt if all are empty.
std::optional<Instant> latest(const Query& row, int from, int columns) {
  std::optional<Instant> last;
  for (int column = from; column < from + columns; ++column)
    if (!row.null(column)) last = std::max(last.value_or(Instant::min()), from_ms(row.integer(column)));
  return last;
}

/// A hash of everything that distinguishes one segment from another; a 0xFF follows each field, so that none
/// runs into the next. The hash is stored, so its rule must never change.
std::int64_t mark_of(std::string_view address, std::int64_t smsc_ms, std::string_view udh,
                     std::string_view payload) {
  const auto time = std::to_string(smsc_ms);
  auto hash = fnv1a_start;
  for (const auto field : {address, std::string_view(time), udh, payload})
    hash = fnv1a("\xff", fnv1a(field, hash));
  return static_cast<std::int64_t>(hash);
}

std::vector<PersonId> people(Query&& rows) {
  return all(std::move(rows), [](const Query& row) { return PersonId{row.integer(0)}; });
}

/// Rows in the order in which they came, up to a time: id and third column. Reads no later rows.
std::vector<std::pair<std::int64_t, std::int64_t>> older(Query&& rows, Instant before) {
  std::vector<std::pair<std::int64_t, std::int64_t>> found;
  while (rows.step() && from_ms(rows.integer(1)) <= before)
    found.emplace_back(rows.integer(0), rows.integer(2));
  return found;
}

}  // namespace

bool SqlStore::known_mark(std::string_view address, const engine::NewSegment& segment,
                          std::string_view payload) {
  auto row =
      tx().query("SELECT 1 FROM part_mark WHERE mark = ?",
                 mark_of(address, to_ms(segment.segment.service_centre_time), segment.segment.udh, payload));
  return row.step();
}

void SqlStore::set_erasure_requested(PersonId person, std::optional<Instant> asked) {
  tx().query("UPDATE person SET erase_ms = ? WHERE id = ?", asked, person).run();
}

bool SqlStore::erasure_requested(PersonId person) {
  auto row = tx().query("SELECT erase_ms FROM person WHERE id = ?", person);
  return row.step() && !row.null(0);
}

std::vector<PersonId> SqlStore::due_for_erasure(Instant now, std::size_t limit) {
  return people(
      tx().query("SELECT p.id FROM person AS p INDEXED BY person_erase WHERE p.erase_ms IS NOT NULL AND "
                 "p.erase_ms <= ? AND NOT " LAPOR_BUSY " ORDER BY p.erase_ms LIMIT ?",
                 now, sql_limit(limit)));
}

std::optional<Instant> SqlStore::last_closed(PersonId person) {
  auto row = tx().query("SELECT " LAPOR_LAST_CLOSED " FROM person AS p WHERE p.id = ?", person);
  if (!row.step()) return std::nullopt;
  return latest(row, 0, 2);
}

std::optional<Instant> SqlStore::last_activity(PersonId person) {
  auto row = tx().query("SELECT " LAPOR_BUSY ", " LAPOR_LAST_CLOSED
                        ", (SELECT max(i.received_ms) FROM inbound AS i WHERE i.sender = p.id), "
                        "(SELECT max(q.received_ms) FROM quarantine AS q WHERE q.sender = p.id), "
                        "(SELECT max(o.created_ms) FROM outgoing AS o WHERE o.recipient = p.id) "
                        "FROM person AS p WHERE p.id = ? AND p.address IS NOT NULL",
                        person);
  if (!row.step() || row.integer(0) != 0) return std::nullopt;
  if (const auto closed = latest(row, 1, 2)) return closed;
  return latest(row, 3, 3).value_or(Instant{});
}

std::vector<PersonId> SqlStore::inactive_people(engine::ErasureCursor& at, Instant before,
                                                std::size_t limit) {
  std::vector<PersonId> found;
  auto closed = tx().query(
      "SELECT closed_ms, serial, reporter FROM ticket INDEXED BY ticket_closed WHERE closed_ms IS NOT NULL "
      "AND "
      "(closed_ms, serial) > (?, ?) AND closed_ms <= ? ORDER BY closed_ms, serial LIMIT ?",
      at.closed_ms, at.ticket, before, sql_limit(limit));
  std::vector<TicketId> tickets;
  while (closed.step()) {
    at.closed_ms = closed.integer(0), at.ticket = closed.integer(1);
    tickets.push_back(TicketId{at.ticket});
    found.push_back(PersonId{closed.integer(2)});
  }
  for (const auto serial : tickets)
    for (const auto person : followers(serial)) found.push_back(person);
  for (auto& [id, person] :
       older(tx().query("SELECT id, received_ms, sender FROM inbound WHERE id > ? ORDER BY id LIMIT ?",
                        at.inbound, sql_limit(limit)),
             before))
    at.inbound = id, found.push_back(PersonId{person});
  for (auto& [id, person] :
       older(tx().query("SELECT id, created_ms, recipient FROM outgoing WHERE id > ? ORDER BY id LIMIT ?",
                        at.outbound, sql_limit(limit)),
             before))
    at.outbound = id, found.push_back(PersonId{person});
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::size_t SqlStore::drop_raw_payloads(engine::ErasureCursor& at, Instant before, std::size_t limit) {
  std::size_t dropped = 0;
  for (auto& [id, unused] :
       older(tx().query("SELECT id, received_ms, 0 FROM part WHERE id > ? ORDER BY id LIMIT ?", at.segment,
                        sql_limit(limit)),
             before)) {
    tx().query("DELETE FROM part WHERE id = ?", at.segment = id).run();
    ++dropped;
  }
  for (auto& [id, unused] :
       older(tx().query("SELECT id, received_ms, 0 FROM quarantine WHERE id > ? ORDER BY id LIMIT ?",
                        at.quarantine, sql_limit(limit)),
             before)) {
    at.quarantine = id;
    tx().query("UPDATE quarantine SET raw = ?, forgotten = 1 WHERE id = ?", Blob{}, id)
        .run();  // the row is counted
    ++dropped;
  }
  tx().query("DELETE FROM part_mark WHERE at_ms <= ?", before).run();
  return dropped;
}

bool SqlStore::release_free_pages(std::size_t pages) { return tx().release_free_pages(pages); }

std::vector<engine::PersonalText> SqlStore::personal_texts(PersonId person) {
  std::vector<engine::PersonalText> found;
  const auto add_all = [&](Where where, bool own, Query&& rows) {
    while (rows.step()) found.push_back({where, rows.integer(0), rows.text(1), own});
  };
  add_all(Where::inbound, true, tx().query("SELECT id, text FROM inbound WHERE sender = ?", person));
  add_all(Where::outbound, true, tx().query("SELECT id, text FROM outgoing WHERE recipient = ?", person));
  add_all(Where::ticket, true, tx().query("SELECT serial, text FROM ticket WHERE reporter = ?", person));
  const auto tickets = all(tx().query("SELECT serial FROM ticket WHERE reporter = ?", person),
                           [](const Query& row) { return row.integer(0); });
  for (const auto serial : tickets) {
    add_all(
        Where::event, true,
        tx().query(
            "SELECT id, detail FROM event WHERE ticket = ? AND actor = 'citizen' AND kind <> 'opened' AND "
            "detail <> ''",
            serial));
    add_all(Where::outbound, true,
            tx().query("SELECT id, text FROM outgoing WHERE ticket = ? AND recipient <> ?", serial, person));
    add_all(Where::inbound, false,
            tx().query("SELECT id, text FROM inbound WHERE ticket = ? AND sender <> ?", serial, person));
  }
  return found;
}

void SqlStore::rewrite(const engine::PersonalText& text) {
  switch (text.where) {
    case Where::inbound:
      return tx().query("UPDATE inbound SET text = ? WHERE id = ?", text.text, text.id).run();
    case Where::outbound:
      return tx().query("UPDATE outgoing SET text = ? WHERE id = ?", text.text, text.id).run();
    case Where::ticket:
      return tx().query("UPDATE ticket SET text = ? WHERE serial = ?", text.text, text.id).run();
    case Where::event:
      return tx().query("UPDATE event SET detail = ? WHERE id = ?", text.text, text.id).run();
  }
}

/// Also the bytes of what officers wrote about their tickets, because a number may be in them.
void SqlStore::drop_raw_payloads_of(PersonId person, Instant now) {
  struct Raw {
    std::int64_t part, mark;
  };
  const auto read = [](const Query& row) {
    return Raw{row.integer(0), mark_of(row.text(1), row.integer(2), row.text(3), row.text(4))};
  };
  auto raw =
      all(tx().query(
              "SELECT r.id, p.address, r.smsc_ms, r.udh, r.payload FROM part AS r JOIN person AS p ON p.id = "
              "r.sender WHERE r.sender = ?",
              person),
          read);
  const auto theirs =
      all(tx().query("SELECT r.id, p.address, r.smsc_ms, r.udh, r.payload FROM ticket AS t JOIN inbound AS "
                     "i ON i.ticket = t.serial JOIN part AS r ON r.inbound = i.id JOIN person AS p ON "
                     "p.id = r.sender WHERE t.reporter = ? AND r.sender <> t.reporter",
                     person),
          read);
  raw.insert(raw.end(), theirs.begin(), theirs.end());
  for (const auto& one : raw) {
    tx().query("INSERT INTO part_mark (mark, at_ms) VALUES (?, ?) ON CONFLICT DO NOTHING", one.mark, now)
        .run();
    tx().query("DELETE FROM part WHERE id = ?", one.part).run();
  }
  tx().query("UPDATE quarantine SET raw = ?, forgotten = 1 WHERE sender = ?", Blob{}, person).run();
}

void SqlStore::erase_number(PersonId person) {
  known_people_.erase(person);
  tx().query("DELETE FROM follower WHERE person = ?", person).run();
  tx().query(
          "UPDATE person SET address = NULL, kind = 'unknown', country = '', erase_ms = NULL, erase_code = "
          "NULL, erase_code_ms = NULL WHERE id = ?",
          person)
      .run();
}

/// Somebody who watches a view asks every second: the same access within five minutes, among the last few, is
/// recorded once.
void SqlStore::record_access(const engine::AccessRecord& a) {
  constexpr auto one_look = std::chrono::minutes(5);
  auto before = tx().query(
      "SELECT 1 FROM access WHERE id > (SELECT max(id) FROM access) - 50 AND at_ms > ? AND at_ms <= ? AND "
      "actor = ? AND "
      "masked = ? AND what = ? AND ticket IS NOT DISTINCT FROM ? AND detail = ?",
      a.at - one_look, a.at, a.actor.text(), a.masked, a.what, a.ticket, a.detail);
  if (before.step()) return;
  tx().query("INSERT INTO access (at_ms, actor, masked, what, ticket, detail) VALUES (?, ?, ?, ?, ?, ?)",
             a.at, a.actor.text(), a.masked, a.what, a.ticket, a.detail)
      .run();
}

std::vector<engine::AccessRecord> SqlStore::accesses(std::optional<TicketId> ticket,
                                                     const engine::Newest& newest) {
  const auto read = [](const Query& row) {
    engine::AccessRecord a;
    std::string actor;
    Columns(row) >> a.at >> actor >> a.masked >> a.what >> a.ticket >> a.detail >> a.id;
    a.actor = engine::Actor::read(actor);
    return a;
  };
  if (ticket)
    return all(
        db_->query(
            "SELECT at_ms, actor, masked, what, ticket, detail, id FROM access WHERE ticket = ? AND id < ? "
            "ORDER BY id DESC LIMIT ?",
            *ticket, sql_before(newest), sql_limit(newest.limit)),
        read);
  return all(db_->query("SELECT at_ms, actor, masked, what, ticket, detail, id FROM access WHERE id < ? "
                        "ORDER BY id DESC LIMIT ?",
                        sql_before(newest), sql_limit(newest.limit)),
             read);
}

}  // namespace lapor::store
