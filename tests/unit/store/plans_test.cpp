#include "world.hpp"

namespace lapor::store {
namespace {

void be_forgotten(Room& room, PersonId who) {
  engine::ForgetCursor at;
  room->want_erased(who, noon);
  room->wants_erased(who);
  room->erasable(10);
  room->last_use(who);
  room->long_silent(at, noon + 1h, 10);
  for (const auto& text : room->written_about(who))
    if (text.where != engine::WrittenWhere::event) room->rewrite(text);
  room->drop_raw(at, noon, 10);
  room->blank(std::vector<PartId>{});
  room->drop_raw_of(who, noon);
  room->drop_number(who);
}

/// Every call of the engine once, so that every statement is known.
void call_all(Room& room) {
  const auto who = room.person();
  auto address = mobile(1);
  address.country = "MY";
  room->person(address);
  room->address(who);
  room->find_person(address);
  room->next_reference(who);
  const engine::GroupKey group{who, {7, 8, 2, 0}};
  const auto part = room->remember(long_part(who, 7, 2, 1));
  room->waiting(group);
  room->stale_groups(noon, 10);
  const auto text = room->add_inbound(text_from(who, "halo"));
  room->take(std::vector{*part}, text);
  room->gapped(group, noon);
  room->conclude(text, "IGNORE", std::nullopt);
  room->ticket_of(text);
  room->same_text(who, "halo", noon);
  room->quarantine({"sim1", "binary", "x", who, noon});
  auto t = room.added(room.ticket(who));
  room->ticket(t.serial);
  room->update(t);
  room->record({t.serial, noon, "opened", "citizen", ""});
  room->open_of_reporter(who, 10);
  room->in_state_of_reporter(who, ticket::State::resolved, 10);
  room->unanswered("BMCK", 10);
  room->open_of_agency("BMCK", 10);
  room->add_follower(t.serial, who);
  room->followers(t.serial);
  room->open_at_place("JALAN", "33.16", noon, 10);
  room->set_likeness(t.serial, t.serial);
  room->drop_likeness(t.serial);
  room->quiet(who);
  room->set_quiet(who, true);
  room->count_unanswered("BMCK");
  room->to_wake(noon, 10);
  room->open_after(1, 10);
  score::Stay stay;
  stay.ticket = t.serial;
  stay.agency = "BMCK";
  room->put(stay);
  room->stay(t.serial, "BMCK");
  room->stays_of(t.serial);
  room->stays("", noon, noon);
  room->stays("BMCK", noon, noon);
  room->stays_after("", {}, noon, 10);
  room->stays_after("BMCK", {}, noon, 10);
  room->owe(engine::Recap{{}, "BMCK", who, noon, noon, noon, {}});
  room->drop_recap(room->owed_recap()->id);
  room->set_fact("a", "b");
  room->fact("a");
  engine::Notice n;
  n.ticket = t.serial;
  n.to = who;
  n.due = noon;
  room->owe(n);
  n = room->unsent_notices(noon, 10).front();
  room->postpone(n.id, noon);
  const auto out = room.queued(who);
  room->sendable(noon, 10);
  room->assign(n.id, out);
  room->notices_in(out);
  room->drop_unsent_notices(t.serial, engine::NoticeKind::climb);
  room->queued_with_notice(t.serial, engine::NoticeKind::climb);
  room->drop_notices(out, t.serial, engine::NoticeKind::climb);
  room->alive_notices(t.serial, engine::NoticeKind::climb, 1);
  room->shift_queued(noon, Duration{1});
  room->newest_text(who, engine::Purpose::alarm);
  room->update(room->outgoing(out));
  room->expired(noon, 10);
  room->doubt_over(noon, 10);
  engine::Attempt a;
  a.outgoing = out;
  a.to = who;
  a.modem = "sim1";
  a.id = room->add_attempt(a);
  room->update(room->attempt(a.id));
  room->attempts(out);
  room->open_attempts();
  room->receipt_candidates(who, "sim1", noon);
  room->attempts_since("sim1", noon);
  room->replies(who, noon, noon);
  room->alarms({});
  room->hold_back(who, noon);
  room->set_balance("sim1", {noon, 25000, noon});
  room->balance("sim1");
  room->oldest_answer();
  room->answers_wait();
  room->refused_in_a_row("sim1");
  room->sends_since("sim1", noon);
  room->unanswered_sends("sim1", noon);
  room->recent_texts(who, noon, 10);
  room->obeyed(who, "AGENCY_HELP", noon);
  room->wrong_pin(who, noon);
  room->wrong_pins(who, 5);
  room->looked({noon, "operator uid 0", true, "ticket", t.serial, ""});
  room->accesses(t.serial, 10);
  room->likenesses(10);
  be_forgotten(room, who);
}

/// An index of rows in a passing state is small, however long the gateway has run; so are figures that are
/// owed.
bool walks_what_waits(const std::string& step) {
  if (step == "SCAN recap") return true;
  for (const auto* index : {"attempt_open", "outgoing_queued", "person_erase", "ticket_open_serial"})
    if (step.find(std::string("INDEX ") + index) != std::string::npos) return true;
  return false;
}

/// What is due now, and a day's answers: a few hundred rows.
bool sorts_little(const std::string& sql) {
  return sql.find("notice_unsent") != std::string::npos ||
         sql.find("DISTINCT recipient") != std::string::npos;
}

std::vector<std::string> plan(Database& db, const std::string& sql) {
  std::vector<std::string> steps;
  auto rows = db.query("EXPLAIN QUERY PLAN " + sql);
  while (rows.step()) steps.push_back(rows.text(3));
  return steps;
}

}  // namespace

TEST_CASE("no statement of the engine scans a table or sorts more than is due") {
  Room room;
  call_all(room);
  std::size_t seen = 0;
  for (const auto& sql : room->database_file().kept()) {
    // an INSERT's plan shows the search for rows that refer to it, which runs only while a reference is
    // broken
    if (!sql.starts_with("SELECT ") && !sql.starts_with("UPDATE") && !sql.starts_with("DELETE")) continue;
    if (sql.find("sqlite_schema") != std::string::npos) continue;
    ++seen;
    for (const auto& step : plan(room->database_file(), sql)) {
      INFO(sql);
      INFO(step);
      if (step.starts_with("SCAN")) CHECK((step == "SCAN CONSTANT ROW" || walks_what_waits(step)));
      if (step.starts_with("USE TEMP B-TREE")) CHECK(sorts_little(sql));
    }
  }
  CHECK(seen > 35);
}

TEST_CASE("a statement is planned once, whatever is bound to it") {
  Room room;
  call_all(room);
  const auto before = room->database_file().planned_anew();  // by migrations
  call_all(room);
  CHECK(room->database_file().planned_anew() == before);
}

TEST_CASE("a write makes no table of its own for a list in a check or in an index") {
  Room room;
  call_all(room);
  std::size_t seen = 0;
  for (const auto& sql : room->database_file().kept()) {
    if (!sql.starts_with("UPDATE") && !sql.starts_with("INSERT")) continue;
    if (sql.find("INDEXED BY outgoing_queued") != std::string::npos)
      continue;  // walks the index that it changes
    ++seen;
    INFO(sql);
    auto program = room->database_file().query("EXPLAIN " + sql);
    while (program.step()) CHECK(program.text(1) != "OpenEphemeral");
  }
  CHECK(seen > 20);
}

TEST_CASE("lists of tickets and messages are read from their newest end") {
  Room room;
  const auto who = room.person();
  room->tickets({});
  room->tickets({ticket::State::closed, "", 10});
  room->tickets({std::nullopt, "BMCK", 10});
  room->tickets({ticket::State::closed, "BMCK", 10});
  engine::MessageQuery q;
  room->messages(q);
  q.number = room->address(who).text;
  room->messages(q);
  q.number.clear();
  q.state = "failed";
  room->messages(q);
  q.state.clear();
  q.ticket = 100001;
  room->messages(q);
  room->events(100001);
  room->quarantined(10);
  room->accesses(100001, 10);
  room->accesses(std::nullopt, 10);
  for (const auto& sql : room->database_file().kept()) {
    if (sql.find("DESC LIMIT") == std::string::npos) continue;
    for (const auto& step : plan(room->database_file(), sql)) {
      INFO(sql);
      INFO(step);
      CHECK(step.find("TEMP B-TREE") == std::string::npos);
    }
  }
}

}  // namespace lapor::store
