#include "laporctl/explain.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "domain/commands/command.hpp"
#include "domain/sms/address.hpp"
#include "domain/ticket/number.hpp"
#include "engine/api/engine.hpp"
#include "store/store.hpp"

namespace lapor::laporctl {
namespace {

using commands::Command;
using commands::Verb;

constexpr auto ordinary_mobile = "+628110000000";  // fictitious
constexpr TicketId waiting_ticket{123456};         // the one that a pending question is about

/// The sender, and rules in which the directory knows them as what they are to be taken for.
struct Scene {
  engine::Rules rules;
  std::string from;
  bool officer = false;
  std::string agency;  ///< the code whose contact the officer is; empty for those above the agencies
};

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

Result<Scene> set_scene(const engine::Rules& rules, const ExplainQuestion& question) {
  Scene scene{rules, question.from, false, {}};
  if (!scene.from.empty()) scene.from = sms::read_address(scene.from, rules.country).text;
  auto& directory = scene.rules.directory;
  if (question.as == "agency") {
    const auto* agency = first_agency(directory);
    if (!agency) return Error{Errc::rejected, "no agency has a contact"};
    if (scene.from.empty()) scene.from = agency->contacts.front().phone;
    if (routing::office_of(directory, scene.from).agencies.empty())
      for (auto& a : directory.agencies)
        if (a.code == agency->code) a.contacts.push_back({routing::Role::operator_, "explain", scene.from});
  }
  if (scene.from.empty()) scene.from = ordinary_mobile;
  if (question.as == "citizen") forget(directory, scene.from);
  const auto office = routing::office_of(directory, scene.from);
  scene.officer = office.any();
  if (!office.agencies.empty()) scene.agency = office.agencies.front();
  return scene;
}

std::optional<commands::Pending> pending(const std::string& name) {
  if (name == "confirm") return commands::Pending::confirm;
  if (name == "rate") return commands::Pending::rate;
  if (name == "clarify") return commands::Pending::clarify;
  return std::nullopt;
}

ticket::State asked_state(commands::Pending pending) {
  if (pending == commands::Pending::confirm) return ticket::State::resolved;
  return pending == commands::Pending::rate ? ticket::State::closed : ticket::State::need_info;
}

/// As the engine reads a text, given which tickets exist.
Command read(const Scene& scene, const ExplainQuestion& question, const std::vector<std::string>& tickets) {
  if (scene.officer) {
    commands::Officer officer;
    for (const auto& agency : scene.rules.directory.agencies) officer.agencies.push_back(agency.code);
    officer.unanswered = tickets;
    auto command = commands::parse_agency(question.text, scene.rules.vocabulary, officer);
    if (!commands::is_citizens(command)) return command;
  }
  commands::Citizen citizen;
  if (const auto asked = pending(question.pending)) citizen.pending.push_back(*asked);
  if (!scene.officer) citizen.own = tickets;
  citizen.machine = sms::is_machine(sms::read_address(scene.from, scene.rules.country));
  return commands::parse_citizen(question.text, scene.rules.vocabulary, citizen);
}

/// The state in which a command about an existing ticket means something.
ticket::State fitting_state(const Command& command, const ExplainQuestion& question) {
  if (const auto asked = pending(question.pending)) return asked_state(*asked);
  if (command.verb == Verb::buka || command.verb == Verb::nilai) return ticket::State::closed;
  if (command.verb == Verb::ya || command.verb == Verb::tidak) return ticket::State::resolved;
  return ticket::State::forwarded;
}

/// A gateway in memory in which this sender has these tickets.
class Rehearsal {
 public:
  Rehearsal(Scene scene, Instant now)
      : scene_(std::move(scene)), now_(now), store_(store::make_store(":memory:")) {}

  void add_tickets(std::vector<TicketId> ids, ticket::State state) {
    std::sort(ids.begin(), ids.end());
    store_->begin();
    for (const auto id : ids) {
      store_->database_file().exec(
          fmt::format("UPDATE sqlite_sequence SET seq = {} WHERE name = 'ticket'", id.value - 1));
      store_->add_ticket(example(state));
    }
    store_->commit();
  }

  /// The texts that the engine queues, those to the sender first.
  control::Json replies(const std::string& text) {
    engine::Engine engine(*store_, std::make_shared<const engine::Rules>(scene_.rules));
    engine::SegmentReceived event;
    event.segment.sender = scene_.from;
    event.segment.service_centre_time = now_;
    event.segment.text = utf8::to_utf16(text);
    engine.on(event, now_);
    engine::MessageQuery query;
    query.in = false;
    auto rows = store_->messages(query);
    std::stable_sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
      return std::pair(a.number != scene_.from, a.id) < std::pair(b.number != scene_.from, b.id);
    });
    auto out = control::Json::list();
    for (const auto& row : rows)
      out.add(control::Json::object({{"to", row.number}, {"text", row.text}, {"parts", row.parts}}));
    return out;
  }

 private:
  engine::Ticket example(ticket::State state) {
    engine::Ticket t;
    t.state = state;
    t.category = scene_.rules.vocabulary.categories.front().code;
    t.agency = scene_.agency.empty() ? scene_.rules.directory.coordinator().code : scene_.agency;
    const auto* reporter = !scene_.officer ? scene_.from.c_str() : ordinary_mobile;
    t.reporter = store_->person(sms::read_address(reporter, scene_.rules.country));
    t.text = "(contoh)";
    t.created = now_ - std::chrono::hours(48);
    t.forwarded_at = now_ - std::chrono::hours(47);
    if (!ticket::is_open(state)) t.closed_at = now_ - std::chrono::hours(1);
    t.due_at = now_ + std::chrono::hours(24);
    t.resolution_due = scene_.rules.calendar.add(*t.forwarded_at, scene_.rules.deadlines.ordinary);
    return t;
  }

  Scene scene_;
  Instant now_;
  std::unique_ptr<store::SqliteStore> store_;
};

control::Json flags(const Command& command) {
  auto out = control::Json::list();
  for (const auto flag : command.flags) out.add(commands::name(flag));
  return out;
}

}  // namespace

Result<control::Json> explain(const engine::Rules& rules, const ExplainQuestion& question, Instant now) {
  auto scene = set_scene(rules, question);
  if (!scene) return scene.error();
  auto asked = question;
  asked.text = utf8::clean(question.text);
  const auto tickets = commands::mentioned_tickets(asked.text);
  const auto command = read(*scene, asked, tickets);
  std::vector<TicketId> ids;
  for (const auto& number : tickets) ids.push_back(ticket::id_of(number));
  if (ids.empty() && !question.pending.empty()) ids.push_back(waiting_ticket);
  Rehearsal rehearsal(std::move(*scene), rules.forwarding.window.next_open(now, rules.calendar));
  rehearsal.add_tickets(std::move(ids), fitting_state(command, question));
  return control::Json::object({{"command", commands::name(command.verb)},
                                {"ticket", control::text_or_null(command.ticket)},
                                {"category", control::text_or_null(command.category)},
                                {"flags", flags(command)},
                                {"argument", control::text_or_null(command.argument)},
                                {"replies", rehearsal.replies(asked.text)}});
}

}  // namespace lapor::laporctl
