#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "support/query_plans.hpp"
#include "world.hpp"

namespace lapor::store {
namespace {

void be_forgotten(Room& room, PersonId who) {
  engine::ErasureCursor at;
  room->set_erasure_requested(who, noon);
  room->erasure_requested(who);
  room->due_for_erasure(10);
  room->last_activity(who);
  room->inactive_people(at, noon + 1h, 10);
  for (const auto& text : room->personal_texts(who))
    if (text.where != engine::PersonalTextIn::event) room->rewrite(text);
  room->drop_raw_payloads(at, noon, 10);
  room->erase_payload(std::vector<SegmentId>{});
  room->drop_raw_payloads_of(who, noon);
  room->erase_number(who);
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
  const engine::ConcatGroup group{who, {7, 8, 2, 0}};
  const auto part = room->insert_if_new(long_part(who, 7, 2, 1));
  room->waiting(group);
  room->stale_groups(noon, 10);
  const auto text = room->add_inbound(text_from(who, "halo"));
  room->assign_to_inbound(std::vector{*part}, text);
  room->find_incomplete(group, noon);
  room->set_result(text, "IGNORE", std::nullopt);
  room->ticket_of(text);
  room->count_same_text(who, "halo", noon);
  room->quarantine({"sim1", "binary", "x", who, noon});
  auto t = room.added(room.ticket(who));
  room->ticket(t.id);
  room->update(t);
  room->record({t.id, noon, "opened", engine::Actor::citizen(), ""});
  room->open_of_reporter(who, 10);
  room->in_state_of_reporter(who, ticket::State::resolved, 10);
  room->unanswered("BMCK", 10);
  room->add_follower(t.id, who);
  room->followers(t.id);
  room->open_at_place("JALAN", "33.16", noon, 10);
  room->set_duplicate_candidate(t.id, t.id);
  room->drop_duplicate_candidate(t.id);
  room->opted_out(who);
  room->set_opted_out(who, true);
  room->count_unanswered("BMCK");
  room->with_timer_due(noon, 10);
  room->open_after(TicketId{1}, 10);
  scorecard::Assignment assignment;
  assignment.ticket = t.id;
  assignment.agency = "BMCK";
  room->put(assignment);
  room->assignment(t.id, "BMCK");
  room->assignments_of(t.id);
  room->assignments("", noon, noon);
  room->assignments("BMCK", noon, noon);
  room->assignments_after("", {}, noon, 10);
  room->assignments_after("BMCK", {}, noon, 10);
  room->add_scorecard_request(engine::ScorecardRequest{{}, "BMCK", who, noon, noon, noon, {}});
  room->finish_scorecard_request(room->next_scorecard_request()->id);
  room->set_setting("a", "b");
  room->setting("a");
  engine::Notification n;
  n.ticket = t.id;
  n.to = who;
  n.due = noon;
  room->add_notification_once(n);
  n = room->pending_notifications(noon, 10).front();
  room->postpone_notification(n.id, noon);
  const auto out = room.queued(who);
  room->sendable(noon, 10);
  room->assign_to_message(n.id, out);
  room->requeue_notification(n.id, noon);
  room->assign_to_message(n.id, out);
  room->notifications_in(out);
  room->drop_pending_notifications(t.id, engine::NotificationKind::escalation);
  room->queued_with_notification(t.id, engine::NotificationKind::escalation);
  room->drop_notifications(out, t.id, engine::NotificationKind::escalation);
  room->live_notifications(t.id, engine::NotificationKind::escalation, 1);
  room->shift_queued(noon, Duration{1});
  room->newest_message(who, engine::Purpose::alert);
  room->update(room->message(out));
  room->expired(noon, 10);
  room->in_doubt_expired(noon, 10);
  engine::Attempt a;
  a.message = out;
  a.to = who;
  a.modem = "sim1";
  a.id = room->add_attempt(a);
  room->update(room->attempt(a.id));
  room->open_attempts();
  room->status_report_candidates(who, "sim1", noon);
  room->attempts_since("sim1", noon);
  room->replies(who, noon, noon);
  room->next_timers({});
  room->defer_recipient(who, noon);
  room->set_balance("sim1", {noon, 25000, noon});
  room->balance("sim1");
  room->oldest_queued_answer();
  room->answers_queued();
  room->refusals_since_success("sim1");
  room->sends_since("sim1", noon);
  room->unanswered_sends("sim1", noon);
  room->recent_texts(who, noon, 10);
  room->count_commands(who, "AGENCY_HELP", noon);
  room->add_wrong_pin(who, noon);
  room->wrong_pins(who, 5);
  room->record_access({noon, "operator uid 0", true, "ticket", t.id, ""});
  room->accesses(t.id, 10);
  room->duplicate_candidates(10);
  room->nobody();
  room->set_sim("sim1", {"350000000000006", "001010000000001"}, noon);
  room->sim("sim1");
  const engine::PinRequired asked{"sim1", "8962000000000000001", "1234", std::nullopt, noon};
  room->add_pin_try(asked);
  room->pin_tries(asked);
  room->pin_tries({"sim1", "", "1234", std::nullopt, noon});
  room->end_pin_try("sim1", true);
  room->forgive_pin_tries("sim1");
  be_forgotten(room, who);
}

/// What the engine may ask of a store, but for the transaction itself and what gives pages back.
std::set<std::string> calls_of_the_ports() {
  const std::regex call{R"(virtual [^;~]*?\b([a-z_]+)\()"};
  std::set<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(LAPOR_SOURCE_DIR "/lib/engine/ports")) {
    std::ifstream in(file.path());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (std::sregex_iterator it{text.begin(), text.end(), call}, end; it != end; ++it)
      names.insert((*it)[1]);
  }
  for (const auto* no_statement : {"begin", "commit", "rollback", "release_free_pages"})
    names.erase(no_statement);
  return names;
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
  CHECK(room->database_file().kept().size() > 100);
  CHECK(test::slow_statement(room->database_file()) == "");
}

TEST_CASE("every call of the engine's ports is among those whose plans are read") {
  const auto names = calls_of_the_ports();
  CHECK(names.size() > 90);
  std::string called;
  for (const auto* file : {"plans_test.cpp", "world.hpp"}) {
    std::ifstream in(std::string(LAPOR_SOURCE_DIR "/tests/unit/store/") + file);
    called.append(std::istreambuf_iterator<char>(in), {});
  }
  for (const auto& name : names) {
    INFO(name << " is not in call_all()");
    CHECK(called.find("->" + name + "(") != called.npos);
  }
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
  q.ticket = TicketId{100001};
  room->messages(q);
  room->events(TicketId{100001});
  room->quarantined(10);
  room->accesses(TicketId{100001}, 10);
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
