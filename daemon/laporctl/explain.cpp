#include "laporctl/explain.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "control/render.hpp"
#include "domain/commands/command.hpp"
#include "domain/commands/meaning.hpp"
#include "domain/sms/address.hpp"
#include "domain/ticket/number.hpp"
#include "engine/api/engine.hpp"
#include "store/migrate.hpp"
#include "store/store.hpp"

namespace lapor::laporctl {

/// The sender, and rules whose directory gives them the role that `explain` assumes.
struct ExplainScene {
  std::shared_ptr<const engine::Rules> rules;
  std::string from;
  bool officer = false;
  std::string agency;  ///< the code whose contact the officer is; empty for those above the agencies
  std::optional<commands::Pending> pending;
  Instant now;

  /// The tickets that the text names are this sender's own reports.
  bool reports() const { return !officer || pending.has_value(); }
};

namespace {

using Scene = ExplainScene;
using commands::Command;

constexpr auto ordinary_mobile = "+628110000000";  // fictitious
constexpr TicketId waiting_ticket{123456};         // the one that a pending question is about
constexpr std::size_t most_opened = 100;

const routing::Agency* first_agency(const routing::Directory& directory) {
  for (const auto& agency : directory.agencies)
    if (!agency.coordinator && !agency.contacts.empty()) return &agency;
  for (const auto& agency : directory.agencies)
    if (!agency.contacts.empty()) return &agency;
  return nullptr;
}

void forget(routing::Directory& directory, const std::string& phone) {
  const auto is_sender = [&](const routing::Contact& c) { return c.phone == phone; };
  for (auto& agency : directory.agencies) std::erase_if(agency.contacts, is_sender);
  std::erase_if(directory.above, is_sender);
}

std::optional<commands::Pending> pending(const std::string& name) {
  if (name == "confirm") return commands::Pending::confirm;
  if (name == "rate") return commands::Pending::rate;
  if (name == "clarify") return commands::Pending::clarify;
  return std::nullopt;
}

/// Makes the sender a contact of the first agency, where no agency has it.
std::optional<Error> make_officer(routing::Directory& directory, std::string& from) {
  const auto* agency = first_agency(directory);
  if (!agency) return Error{Errc::rejected, "no agency has a contact"};
  if (from.empty()) from = agency->contacts.front().phone;
  if (routing::office_of(directory, from).agencies.empty())
    for (auto& a : directory.agencies)
      if (a.code == agency->code) a.contacts.push_back({routing::Role::operator_, "explain", from});
  return std::nullopt;
}

Result<Scene> set_scene(engine::Rules rules, const ExplainQuestion& question, Instant now) {
  Scene scene;
  if (!question.from.empty()) scene.from = sms::read_address(question.from, rules.country).text;
  auto& directory = rules.directory;
  if (question.as == "agency")
    if (const auto error = make_officer(directory, scene.from)) return *error;
  if (scene.from.empty()) scene.from = ordinary_mobile;
  if (question.as == "citizen") forget(directory, scene.from);
  const auto office = routing::office_of(directory, scene.from);
  scene.officer = office.any();
  if (!office.agencies.empty()) scene.agency = office.agencies.front();
  scene.pending = pending(question.pending);
  scene.now = rules.forwarding.window.next_open(now, rules.calendar);
  scene.rules = std::make_shared<const engine::Rules>(std::move(rules));
  return scene;
}

ticket::State asked_state(commands::Pending pending) {
  if (pending == commands::Pending::confirm) return ticket::State::resolved;
  return pending == commands::Pending::rate ? ticket::State::closed : ticket::State::need_info;
}

/// The sender as the rehearsed engine sees them. The tickets are those of an officer's agency; if a question
/// waits for the officer, the officer reported them.
commands::Speaker speaker(const Scene& scene, const std::vector<std::string>& tickets) {
  commands::Speaker out;
  auto& citizen = out.citizen;
  if (scene.pending) citizen.pending.push_back(*scene.pending);
  if (scene.reports()) citizen.own = tickets;
  citizen.machine = sms::is_machine(sms::read_address(scene.from, scene.rules->country));
  if (!scene.officer) return out;
  out.officer.emplace();
  for (const auto& agency : scene.rules->directory.agencies) out.officer->agencies.push_back(agency.code);
  if (scene.reports())
    out.elsewhere = tickets;
  else
    out.officer->unanswered = tickets;
  return out;
}

/// The state in which a command about an existing ticket means something.
ticket::State fitting_state(const Command& command, const Scene& scene) {
  if (scene.pending) return asked_state(*scene.pending);
  if (std::holds_alternative<commands::Reopen>(command) || std::holds_alternative<commands::Rate>(command))
    return ticket::State::closed;
  if (std::holds_alternative<commands::Confirm>(command) ||
      std::holds_alternative<commands::Contest>(command))
    return ticket::State::resolved;
  return ticket::State::forwarded;
}

std::unique_ptr<store::Database> empty_database() {
  auto db = std::make_unique<store::Database>(":memory:");
  store::migrate(*db);
  return db;
}

}  // namespace

/// A database in memory. All that happens to it between start() and undo() is one transaction, so that no
/// text leaves a trace for the next; the engine's own transactions are parts of it.
class Rehearsal : public store::SqlStore {
 public:
  Rehearsal() : SqlStore(empty_database()) {}
  void start() { SqlStore::begin(); }
  void undo() noexcept { SqlStore::rollback(); }
  void begin() override {}
  void commit() override {}
  void rollback() noexcept override {}
};

namespace {

class World {
 public:
  World(const Scene& scene, Rehearsal& store) : scene_(scene), store_(store) { store_.start(); }
  ~World() { store_.undo(); }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  void add_tickets(std::vector<TicketId> ids, ticket::State state) {
    std::sort(ids.begin(), ids.end());
    for (const auto id : ids) {
      store_.database_file().exec(
          fmt::format("UPDATE sqlite_sequence SET seq = {} WHERE name = 'ticket'", id.value - 1));
      store_.add_ticket(example(state));
    }
  }

  void receive(const std::string& text) {
    engine::Engine engine(store_, scene_.rules);
    engine::SegmentReceived event;
    event.segment.sender = scene_.from;
    event.segment.service_centre_time = scene_.now;
    event.segment.text = utf8::to_utf16(text);
    engine.on(event, scene_.now);
  }

  /// The texts that the engine queued, those to the sender first.
  control::Json replies() {
    engine::MessageQuery query;
    query.in = false;
    auto rows = store_.messages(query);
    std::stable_sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
      return std::pair(a.number != scene_.from, a.id) < std::pair(b.number != scene_.from, b.id);
    });
    auto out = control::Json::list();
    for (const auto& row : rows)
      out.add(control::Json::object({{"to", row.number}, {"text", row.text}, {"parts", row.parts}}));
    return out;
  }

  /// The tickets that the engine opened.
  control::Json opened() {
    auto out = control::Json::list();
    for (const auto& t : store_.tickets_after({}, most_opened))
      if (t.created == scene_.now) out.add(told(t));
    return out;
  }

 private:
  control::Json told(const engine::Ticket& t) {
    auto ticket = control::render(t, control::Numbers::masked);
    auto out = control::Json::object({});
    for (const auto* key : {"ticket", "category", "area", "agency", "flags", "text"})
      out.set(key, ticket[key]);
    std::string matters;
    for (const auto& event : store_.events(t.id))
      if (event.is(engine::RecordKind::several_matters)) matters = event.detail;
    out.set("several_matters", control::text_or_null(matters));
    return out;
  }

  engine::Ticket example(ticket::State state) {
    engine::Ticket t;
    t.state = state;
    t.category = scene_.rules->vocabulary.categories.front().code;
    const auto elsewhere = scene_.agency.empty() || scene_.reports();
    t.agency = elsewhere ? scene_.rules->directory.coordinator().code : scene_.agency;
    const auto* reporter = scene_.reports() ? scene_.from.c_str() : ordinary_mobile;
    t.reporter = store_.person(sms::read_address(reporter, scene_.rules->country));
    t.text = "(contoh)";
    t.created = scene_.now - std::chrono::hours(48);
    t.forwarded_at = scene_.now - std::chrono::hours(47);
    if (!ticket::is_open(state)) t.closed_at = scene_.now - std::chrono::hours(1);
    t.due_at = scene_.now + std::chrono::hours(24);
    t.resolution_due = scene_.rules->calendar.add(*t.forwarded_at, scene_.rules->deadlines.ordinary);
    return t;
  }

  const Scene& scene_;
  Rehearsal& store_;
};

control::Json flags(const Command& command) {
  const auto* report = std::get_if<commands::Report>(&command);
  const auto* need_text = std::get_if<commands::NeedText>(&command);
  auto out = control::Json::list();
  for (const auto flag : report      ? report->flags
                         : need_text ? need_text->flags
                                     : std::vector<commands::Flag>{})
    out.add(commands::name(flag));
  return out;
}

}  // namespace

Result<Explainer> Explainer::make(const engine::Rules& rules, const ExplainQuestion& question, Instant now) {
  auto scene = set_scene(rules, question, now);
  if (!scene) return scene.error();
  return Explainer(std::make_shared<const Scene>(std::move(*scene)), std::make_shared<Rehearsal>());
}

control::Json Explainer::operator()(const std::string& asked) const {
  const auto text = utf8::clean(asked);
  const auto tickets = commands::mentioned_tickets(text);
  const auto command = commands::read(text, scene_->rules->vocabulary, speaker(*scene_, tickets)).command;
  std::vector<TicketId> ids;
  for (const auto& number : tickets) ids.push_back(ticket::id_of(number));
  if (ids.empty() && scene_->pending) ids.push_back(waiting_ticket);
  World world(*scene_, *rehearsal_);
  world.add_tickets(std::move(ids), fitting_state(command, *scene_));
  world.receive(text);
  const auto* read_report = std::get_if<commands::Report>(&command);
  const auto report = read_report ? *read_report : commands::Report{};
  return control::Json::object({{"command", commands::name(commands::verb_of(command))},
                                {"ticket", control::text_or_null(commands::ticket_of(command))},
                                {"category", control::text_or_null(report.category)},
                                {"flags", flags(command)},
                                {"argument", control::text_or_null(commands::argument_of(command))},
                                {"area", control::text_or_null(report.area)},
                                {"area_evidence", control::text_or_null(report.area_evidence)},
                                {"evidence", control::text_or_null(report.evidence)},
                                {"runner_up", control::text_or_null(report.runner_up)},
                                {"margin", report.margin},
                                {"other_body", control::text_or_null(report.other_body)},
                                {"suggestion", control::text_or_null(report.suggestion)},
                                {"suggestion_evidence", control::text_or_null(report.suggestion_evidence)},
                                {"learned", report.learned},
                                {"opens", world.opened()},
                                {"replies", world.replies()}});
}

Result<control::Json> explain(const engine::Rules& rules, const ExplainQuestion& question, Instant now) {
  const auto explainer = Explainer::make(rules, question, now);
  if (!explainer) return explainer.error();
  return (*explainer)(question.text);
}

std::string unescape_line(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool escaped = line[i] == '\\' && i + 1 < line.size();
    if (escaped && line[i + 1] == 'n') {
      out += '\n';
    } else if (escaped && line[i + 1] == '\\') {
      out += '\\';
    } else {
      out += line[i];
      continue;
    }
    ++i;
  }
  return out;
}

}  // namespace lapor::laporctl
