// A gateway made of values, for tests of commands and their answers. Every phone number is fictitious.
#pragma once
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "control/board.hpp"
#include "control/dispatch.hpp"
#include "control/gateway.hpp"
#include "engine/api/store_failure.hpp"

namespace lapor::control {

inline const Instant noon = from_ms(1'772'539'200'000);  // 2026-03-03T12:00:00Z

inline engine::Ticket example() {
  engine::Ticket t;
  t.id = TicketId{123456};
  t.state = ticket::State::forwarded;
  t.category = "JALAN";
  t.area = "33.16";
  t.agency = "BMCK";
  t.urgent = t.confidential = true;
  t.text = "lubang, hub +62 811-0000-123";
  t.created = noon;
  t.due_at = noon;
  return t;
}

/// Answers what the tests ask of it, and keeps the question.
class FakeViews : public engine::Views {
 public:
  engine::OutboxCounts outbox() override {
    if (failure) throw *failure;
    if (fault) throw *fault;
    return {};
  }
  engine::InboxCounts inbox() override { return {}; }
  engine::TicketCounts ticket_counts(Instant) override { return {}; }
  std::vector<std::string> modems_waited_for(std::size_t) override { return {}; }
  engine::ModemCounts modem_counts(std::string_view) override { return {}; }
  std::optional<engine::SimBalance> balance(std::string_view) override { return {}; }
  engine::DatabaseInfo database() override { return {}; }
  std::vector<engine::Ticket> tickets(const engine::TicketQuery& query) override {
    ticket_query = query;
    if (query.state && *query.state != example().state) return {};
    if (in_confidence && !query.confidential) return {};
    if (all.size() < 2) return {one()};
    auto page = all;
    std::reverse(page.begin(), page.end());
    std::erase_if(page, [&](const auto& t) { return query.before && t.id >= *query.before; });
    if (page.size() > query.limit) page.resize(query.limit);
    return page;
  }
  std::vector<engine::Ticket> tickets_after(TicketId id, std::size_t limit) override {
    std::vector<engine::Ticket> page;
    for (const auto& t : all)
      if (t.id > id && page.size() < limit) page.push_back(t);
    return page;
  }
  std::vector<engine::AccessRecord> accesses(std::optional<TicketId>, const engine::Newest& newest) override {
    asked_newest = newest;
    return {{noon, engine::Actor::operator_named("operator uid 7"), true, "ticket", TicketId{123456}, ""}};
  }
  std::vector<engine::DuplicateCandidate> duplicate_candidates(std::size_t) override { return alike; }
  std::vector<engine::Ticket> unasked(std::size_t) override { return unasked_tickets; }
  bool is_unasked(TicketId id) override {
    return std::any_of(unasked_tickets.begin(), unasked_tickets.end(),
                       [&](const auto& t) { return t.id == id; });
  }
  std::optional<TicketId> duplicate_candidate(TicketId id) override {
    for (const auto& pair : alike)
      if (pair.ticket == id) return pair.earlier;
    return std::nullopt;
  }
  std::vector<engine::ReportedTicket> reported(Instant, Instant) override { return counted; }
  std::vector<engine::Ticket> reports(const engine::ReportQuery& query) override {
    report_query = query;
    return all;
  }
  bool reporter_number_ends(TicketId, std::string_view digits) override { return digits == "0123"; }
  std::vector<engine::Account> accounts(engine::Account::Kind kind) override {
    std::vector<engine::Account> out;
    for (const auto& a : known_accounts)
      if (a.kind == kind) out.push_back(a);
    return out;
  }
  std::optional<engine::Account> account_by_secret(engine::Account::Kind kind, std::string_view name,
                                                   const std::string& secret) override {
    for (const auto& a : known_accounts)
      if (a.kind == kind && a.name == name && secret == "right") return a;
    return std::nullopt;
  }
  std::vector<engine::TicketEvent> recent(const engine::Newest& newest) override {
    asked_newest = newest;
    return events({});
  }
  std::vector<engine::TransitTimes> recent_arrivals(std::size_t) override { return {}; }
  std::optional<engine::Ticket> find(TicketId id) override {
    if (id == TicketId{123456}) return one();
    const auto at = std::find_if(all.begin(), all.end(), [&](const auto& t) { return t.id == id; });
    return at == all.end() ? std::nullopt : std::optional(*at);
  }
  std::vector<engine::TicketEvent> events(TicketId) override {
    return {{TicketId{123456}, noon, "opened", engine::Actor::citizen(), ""}};
  }
  std::vector<scorecard::Assignment> assignments(std::string_view agency, Instant, Instant) override {
    auto out = all_assignments;
    std::erase_if(out, [&](const auto& s) { return !agency.empty() && s.agency != agency; });
    return out;
  }
  std::vector<scorecard::Assignment> all_assignments;
  std::vector<engine::QuarantineRow> quarantined(const engine::Newest& newest) override {
    asked_newest = newest;
    return {aside()};
  }
  std::vector<engine::QuarantineRow> unread(Instant, std::size_t limit) override {
    return limit == 0 || !has_unread ? std::vector<engine::QuarantineRow>{} : std::vector{aside()};
  }
  bool has_unread = false;
  std::optional<engine::QuarantineRow> quarantined_row(std::int64_t id) override {
    if (id != aside().id) return std::nullopt;
    auto row = aside();
    row.raw = std::string(
        "\0\x9f"
        "A",
        3);
    if (forgotten) row.raw.clear(), row.bytes.reset();
    return row;
  }
  static engine::QuarantineRow aside() { return {7, noon, "sim1", "fraud", "+628110000123", 3}; }
  engine::UnansweredSends unanswered_sends(std::string_view, Instant) override { return {}; }
  std::vector<engine::QuarantineCount> quarantine_counts(Instant, Instant) override { return {}; }
  engine::Measures measures(Instant) override { return measured; }
  engine::Measures measured;
  std::vector<engine::MessageRow> messages(const engine::MessageQuery& query) override {
    message_query = query;
    engine::MessageRow row;
    row.id = 5;
    row.incoming = true;
    row.number = "+628110000123";
    row.text = "hub 0811-0000-123";
    row.ticket = TicketId{123456};
    row.created = noon;
    return {row};
  }
  engine::Ticket one() const {
    auto t = example();
    t.confidential = in_confidence;
    return t;
  }
  bool in_confidence = true;
  engine::ReportQuery report_query;
  std::vector<engine::ReportedTicket> counted;
  std::vector<engine::Account> known_accounts;  ///< the secret of each is "right"
  std::vector<engine::Ticket> all;              ///< lowest serial first
  engine::TicketQuery ticket_query;
  engine::MessageQuery message_query;
  std::vector<engine::DuplicateCandidate> alike;
  std::vector<engine::Ticket> unasked_tickets;
  engine::Newest asked_newest{0};
  bool forgotten = false;
  std::optional<engine::StoreFailure> failure;  ///< thrown by outbox()
  std::optional<std::logic_error> fault;        ///< thrown by outbox()
};

/// Keeps what commands do with it. Events are answered at once with `effects`.
class FakeGateway : public Gateway {
 public:
  FakeGateway() { rules_.directory.agencies.push_back({"KOMINFO", "Diskominfo", {}, {}, true, "", {}}); }

  Instant now() override { return time; }
  const engine::Rules& rules() override { return rules_; }
  FakeViews& views() override { return views_; }
  Status status() override {
    Status status;
    status.version = "1";
    status.outbox = views_.outbox();
    return status;
  }
  Json findings() override { return Json::list(); }
  ProcessFigures figures() override { return {}; }
  bool database_ok() const override { return database_works; }
  void execute(OperatorRequest request, Committed committed) override {
    requests.push_back(std::move(request));
    committed(gives_up ? nullptr : &effects);
  }
  bool has_modem(const std::string& name) override { return name == "sim1"; }
  void act_on_modem(const std::string&, ModemAction action) override { actions.push_back(action); }
  void dial_ussd(const std::string&, const std::string& code,
                 std::function<void(Result<std::string>)> answered) override {
    answered(code == "*888#" ? Result<std::string>("Pulsa 5000") : Error{Errc::rejected, "no answer"});
  }
  void count_scorecard(const ScorecardQuestion& question,
                       std::function<void(Result<Json>)> counted) override {
    counted(scorecard_rows(question, views_));
  }
  void count_board(unsigned days, std::function<void(Result<Json>)> counted) override {
    ++boards_counted;
    if (board_waits) return void(board_waiting = std::move(counted));
    counted(board_figures(board_question(days, rules_, "Asia/Jakarta", time), views_));
  }
  std::string random_word(std::size_t letters) override {
    return std::string(letters - 1, 'r') + std::to_string(++random_words % 10);
  }
  std::string version() override { return "1"; }
  std::string timezone() override { return "Asia/Jakarta"; }
  void make_backup(std::function<void(Result<std::filesystem::path>)> made) override {
    made(std::filesystem::path("/backups/one.db"));
  }
  void learn(bool dry_run, std::function<void(Result<Json>)> learned) override {
    learned(Json::object({{"rows", 0}, {"kept", !dry_run}}));
  }
  Instant machine_time() override { return noon + std::chrono::hours(480); }
  bool clock_doubted() override { return doubted; }
  bool confirm_clock() override { return std::exchange(doubted, false); }
  ReloadOutcome reload() override { return reloaded; }
  std::vector<NodeRow> nodes() override {
    return {{"gateway", "active", "serving", {"sim1"}, time, {}, {}},
            {"blora", "modems", "away", {"blora1", "blora2"}, {}, {}, {}}};
  }
  void add_node(const std::string& name, const std::string& at,
                std::function<void(Result<std::string>)> admitted) override {
    if (name == "blora") return admitted(Error{Errc::rejected, "blora is admitted already"});
    admitted("name = \"" + name + "\" at " + at);
  }
  Result<void> remove_node(const std::string& name) override {
    return name == "blora" ? Result<void>{} : Error{Errc::rejected, "there is no such node"};
  }
  void log(log::Level, std::string event, std::string text) override {
    logged.push_back(event + ": " + text);
  }

  engine::Rules rules_;
  Instant time = noon;
  unsigned boards_counted = 0, random_words = 0;
  bool board_waits = false;
  std::function<void(Result<Json>)> board_waiting;
  FakeViews views_;
  bool database_works = true, gives_up = false, doubted = false;
  engine::Effects effects;
  std::vector<OperatorRequest> requests;
  std::vector<ModemAction> actions;
  ReloadOutcome reloaded;
  std::vector<std::string> logged;
};

/// The whole answer to a request.
inline Json answer(Gateway& gateway, const Json& body, Right right = Right::control) {
  Json out;
  dispatch({body, right, engine::Actor::operator_named("operator uid 7")}, gateway,
           [&](const Json& answer) { out = answer; });
  return out;
}
inline Json answer(Gateway& gateway, const char* body, Right right = Right::control) {
  return answer(gateway, *parse_json(body), right);
}
/// Its result, or its error as a text.
inline Json result(Gateway& gateway, const char* body, Right right = Right::control) {
  const auto all = answer(gateway, body, right);
  return flag_of(all, "ok") ? all["result"] : all["error"];
}

}  // namespace lapor::control
