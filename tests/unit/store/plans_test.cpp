#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "open_store.hpp"
#include "support/query_plans.hpp"
#include "support/statement_probe.hpp"

namespace lapor::store {
namespace {

void be_forgotten(OpenStore& opened, PersonId who) {
  engine::ErasureCursor at;
  opened->set_erasure_requested(who, noon);
  opened->erasure_requested(who);
  opened->due_for_erasure(noon, 10);
  opened->new_phone_code(who, noon);
  opened->phone_code(who);
  opened->last_closed(who);
  opened->with_proof_word("BMCK", "4821");
  opened->new_proof_word(TicketId{100001});
  opened->proof_word(TicketId{100001});
  opened->last_activity(who);
  opened->inactive_people(at, noon + 1h, 10);
  for (const auto& text : opened->personal_texts(who))
    if (text.where != engine::PersonalTextIn::event) opened->rewrite(text);
  opened->drop_raw_payloads(at, noon, 10);
  opened->erase_payload(std::vector<SegmentId>{});
  opened->drop_raw_payloads_of(who, noon);
  opened->erase_number(who);
}

/// Every call of the engine once, so that every statement is known.
void call_all(OpenStore& opened) {
  const auto who = opened.person();
  auto address = mobile(1);
  address.country = "MY";
  opened->person(address);
  opened->address(who);
  opened->find_person(address);
  opened->next_reference(who);
  const engine::ConcatGroup group{who, {7, 8, 2, 0}};
  const auto part = opened->insert_if_new(long_part(who, 7, 2, 1));
  const engine::StorageSlot first{"a", 1}, again{"b", 1};
  opened->insert_delivery(long_part(who, 9, 2, 1), first);
  opened->insert_delivery(long_part(who, 9, 2, 1), again);
  opened->settle_deliveries("1708", std::vector{again}, noon);
  opened->waiting(group);
  opened->stale_groups(noon, 10);
  const auto text = opened->add_inbound(text_from(who, "halo"));
  opened->assign_to_inbound(std::vector{*part}, text);
  opened->joined(group, noon);
  opened->set_result(text, "IGNORE", std::nullopt);
  opened->ticket_of(text);
  opened->count_same_text(who, "halo", noon);
  opened->count_incomplete(who, noon);
  opened->wrote_before(who, noon);
  opened->count_wrong_pins("BMCK", noon);
  opened->quarantine({"sim1", sms::QuarantineCause::octets, "x", who, noon});
  auto t = opened.added(opened.ticket(who));
  opened->ticket(t.id);
  opened->update_ticket(t);
  opened->record({t.id, noon, "opened", engine::Actor::citizen(), ""});
  opened->details(t.id, "progress", 10);
  opened->news_alive(t.id, noon);
  opened->count_news(t.id, who, noon);
  opened->nth_newest_unasked(who, 30);
  opened->replies_to_new_numbers(t.id, noon, noon);
  opened->sender_counts(who, noon);
  opened->open_of_reporter(who, 10);
  opened->in_states_of_reporter(who, std::array{ticket::State::resolved, ticket::State::closed}, 10);
  opened->unanswered("BMCK", 10);
  opened->add_follower(t.id, who);
  opened->followers(t.id);
  opened->open_at_place("JALAN", "33.16", noon, 10);
  opened->set_duplicate_candidate(t.id, t.id);
  opened->drop_duplicate_candidate(t.id);
  opened->opted_out(who);
  opened->set_opted_out(who, true);
  opened->count_unanswered("BMCK");
  opened->count_urgent(ticket::Channel::web, noon);
  opened->with_timer_due(noon, 10);
  opened->open_after(TicketId{1}, 10);
  scorecard::Assignment assignment;
  assignment.ticket = t.id;
  assignment.agency = "BMCK";
  opened->put(assignment);
  opened->assignment(t.id, "BMCK");
  opened->assignments_of(t.id);
  opened->assignments("", noon, noon);
  opened->assignments("BMCK", noon, noon);
  opened->assignments_after("", {}, noon, 10);
  opened->assignments_after("BMCK", {}, noon, 10);
  opened->add_scorecard_request(engine::ScorecardRequest{{}, "BMCK", who, noon, noon, noon, {}});
  opened->finish_scorecard_request(opened->next_scorecard_request()->id);
  opened->set_setting("a", "b");
  opened->setting("a");
  engine::Notification n;
  n.ticket = t.id;
  n.to = who;
  n.due = noon;
  opened->add_notification_once(n);
  n = opened->pending_notifications(noon, 10).front();
  opened->postpone_notification(n.id, noon);
  const auto out = opened.queued(who);
  opened->sendable(noon, 10);
  opened->assign_to_message(n.id, out);
  opened->requeue_notification(n.id, noon);
  opened->assign_to_message(n.id, out);
  opened->notifications_in(out);
  opened->drop_pending_notifications(t.id, engine::NotificationKind::escalation);
  opened->queued_with_notification(t.id, engine::NotificationKind::escalation);
  opened->drop_notifications(out, t.id, engine::NotificationKind::escalation);
  opened->live_notifications(t.id, engine::NotificationKind::escalation, 1);
  opened->shift_queued(noon, Duration{1});
  opened->newest_message(who, engine::Purpose::alert);
  opened->texts_to(who, 10);
  opened->texts_about(t.id, 10);
  opened->update(opened->message(out));
  opened->expired(noon, 10);
  opened->in_doubt_expired(noon, 10);
  engine::Attempt a;
  a.message = out;
  a.to = who;
  a.modem = "sim1";
  a.id = opened->add_attempt(a);
  opened->update(opened->attempt(a.id));
  opened->open_attempts();
  opened->status_report_candidates(who, "sim1", noon);
  opened->sends_around("sim1", noon, noon);
  opened->attempt_with_id("1708", "A1");
  opened->attempts_since("sim1", noon);
  opened->replies(who, noon, noon);
  opened->pending_work(noon, noon, {});
  opened->pending_work(noon, noon, std::array{a.id});
  opened->next_timers({});
  opened->defer_recipient(who, noon);
  opened->set_balance("sim1", {noon, 25000, noon});
  opened->balance("sim1");
  opened->oldest_queued_answer();
  opened->refusals_since_success("sim1");
  opened->sends_since("sim1", noon);
  opened->texted_modem(who);
  opened->unanswered_sends("sim1", noon);
  opened->recent_texts(who, noon, 10);
  opened->count_commands(who, "AGENCY_HELP", noon);
  opened->add_wrong_pin(who, "BMCK", noon);
  opened->wrong_pin_times(who, 5);
  opened->record_access({noon, engine::Actor::operator_named("operator uid 0"), true, "ticket", t.id, ""});
  opened->accesses(t.id, {10});
  opened->dismiss_quarantined(1, engine::Actor::operator_named("operator uid 7"));
  opened->duplicate_candidates(10);
  opened->duplicate_candidate(t.id);
  opened->unasked(10);
  opened->is_unasked(t.id);
  opened->measures(noon);
  opened->nobody();
  opened->set_sim("sim1", {"350000000000006", "001010000000001"}, noon);
  opened->sim("sim1");
  const engine::PinRequired asked{"sim1", "8962000000000000001", "1234", std::nullopt, noon};
  opened->add_pin_try(asked);
  opened->pin_tries(asked);
  opened->pin_tries({"sim1", "", "1234", std::nullopt, noon});
  opened->end_pin_try("sim1", true);
  opened->forgive_pin_tries("sim1");
  engine::Account account;
  account.name = "siti";
  opened->add_account(account, "secret");
  opened->remove_account(account.kind, "siti");
  opened->remember_request("app", "x", t.id, noon);
  opened->request_of_key("app", "x", noon);
  opened->accounts(account.kind);
  opened->account_by_secret(account.kind, "siti", "secret");
  opened->reported(noon, noon);
  opened->reports({noon, noon, {"JALAN", "AIR"}, true});
  opened->reporter_number_ends(t.id, "0001");
  be_forgotten(opened, who);
}

/// All calls of the engine's ports, except those of the transaction itself and the one that gives pages back.
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
  OpenStore opened;
  call_all(opened);
  CHECK(StatementProbe::count(opened->database_file()) > 100);
  CHECK(test::slow_statement(opened->database_file()) == "");
}

TEST_CASE("every call of the engine's ports is among those whose plans are read") {
  const auto names = calls_of_the_ports();
  CHECK(names.size() > 90);
  std::string called;
  for (const auto* file : {"plans_test.cpp", "open_store.hpp"}) {
    std::ifstream in(std::string(LAPOR_SOURCE_DIR "/tests/unit/store/") + file);
    called.append(std::istreambuf_iterator<char>(in), {});
  }
  for (const auto& name : names) {
    INFO(name << " is not in call_all()");
    CHECK(called.find("->" + name + "(") != called.npos);
  }
}

TEST_CASE("a statement is planned once, whatever is bound to it") {
  OpenStore opened;
  call_all(opened);
  const auto before = StatementProbe::times_replanned(opened->database_file());  // by migrations
  call_all(opened);
  CHECK(StatementProbe::times_replanned(opened->database_file()) == before);
}

TEST_CASE("a write makes no table of its own for a list in a check or in an index") {
  OpenStore opened;
  call_all(opened);
  std::size_t seen = 0;
  for (const auto& sql : StatementProbe::texts(opened->database_file())) {
    if (!sql.starts_with("UPDATE") && !sql.starts_with("INSERT")) continue;
    if (sql.find("INDEXED BY outgoing_queued") != std::string::npos)
      continue;  // walks the index that it changes
    ++seen;
    INFO(sql);
    auto program = opened->database_file().query("EXPLAIN " + sql);
    while (program.step()) CHECK(program.text(1) != "OpenEphemeral");
  }
  CHECK(seen > 20);
}

TEST_CASE("lists of tickets and messages are read from their newest end") {
  OpenStore opened;
  const auto who = opened.person();
  opened->tickets({});
  opened->tickets({ticket::State::closed, "", 10});
  opened->tickets({std::nullopt, "BMCK", 10});
  opened->tickets({ticket::State::closed, "BMCK", 10});
  engine::MessageQuery q;
  opened->messages(q);
  q.number = opened->address(who).text;
  opened->messages(q);
  q.number.clear();
  q.state = "failed";
  opened->messages(q);
  q.state.clear();
  q.ticket = TicketId{100001};
  opened->messages(q);
  opened->events(TicketId{100001});
  opened->quarantined({10});
  opened->accesses(TicketId{100001}, {10});
  opened->accesses(std::nullopt, {10});
  opened->recent({10});
  engine::TicketQuery further;
  further.agency = "BMCK", further.before = TicketId{100001};
  opened->tickets(further);
  q = {};
  q.in = false;
  q.before = 7;
  opened->messages(q);
  for (const auto& sql : StatementProbe::texts(opened->database_file())) {
    if (sql.find("DESC LIMIT") == std::string::npos) continue;
    for (const auto& step : plan(opened->database_file(), sql)) {
      INFO(sql);
      INFO(step);
      CHECK(step.find("TEMP B-TREE") == std::string::npos);
    }
  }
}

}  // namespace lapor::store
