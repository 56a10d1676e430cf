#include "engine/casework.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/ticket/number.hpp"
#include "engine/say.hpp"

namespace lapor::engine {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return list.empty() || std::find(list.begin(), list.end(), word) != list.end();
}

/// Which deadline is in force in a state, and when time alone next acts.
void set_deadline(Turn& turn, Ticket& t) {
  const auto& calendar = turn.rules.calendar;
  const auto& deadlines = turn.rules.deadlines;
  switch (t.state) {
    case ticket::State::accepted:
    case ticket::State::in_progress:
      t.due_at = calendar.add(turn.now, deadlines.accepted_idle);
      if (t.resolve_by) t.due_at = std::min(*t.due_at, *t.resolve_by);
      t.wake_at = t.due_at;
      break;
    case ticket::State::resolved:
      t.due_at = t.wake_at = calendar.add(turn.now, deadlines.confirm);
      break;
    case ticket::State::need_info:
      t.due_at.reset();  // paused: the citizen's turn
      t.wake_at = calendar.add(turn.now, deadlines.clarify);
      break;
    default:
      t.due_at.reset();
      t.wake_at.reset();
  }
}

}  // namespace

const schedule::Span& class_deadline(const Deadlines& deadlines, std::string_view answer_class) {
  if (answer_class == "information") return deadlines.information;
  if (answer_class == "supervision") return deadlines.supervision;
  return deadlines.ordinary;
}

void record(Turn& turn, const Ticket& ticket, std::string_view kind, std::string_view actor,
            std::string detail) {
  turn.store.record({ticket.serial, turn.now, std::string(kind), std::string(actor), std::move(detail)});
}

bool move(Turn& turn, Ticket& t, ticket::Act act, std::string_view actor, std::string detail) {
  const auto to = ticket::next(t.state, act);
  if (!to) {
    turn.log(log::Level::notice, "move-refused",
             fmt::format("ticket {}: {} is not allowed in state {}", ticket::number(t.serial), name(act),
                         name(t.state)),
             {{"TICKET", ticket::number(t.serial)}});
    return false;
  }
  t.state = *to;
  if (!ticket::is_open(t.state)) {
    t.closed_at = turn.now;
    t.due_at.reset();
    t.wake_at.reset();
    for (auto kind : {NoticeKind::climb, NoticeKind::forward, NoticeKind::reopened})
      turn.store.drop_unsent_notices(t.serial, kind);
  } else {
    t.closed_at.reset();
  }
  turn.store.update(t);
  record(turn, t, name(act), actor, std::move(detail));
  return true;
}

Ticket open_ticket(Turn& turn, Ticket t, std::string_view actor) {
  const auto& rules = turn.rules;
  const auto* agency = rules.directory.owner(t.category, t.area);
  if (!agency) agency = &rules.directory.coordinator();
  if (const auto* category = rules.vocabulary.category(t.category)) t.answer_class = category->answer_class;
  if (t.kind == "TANYA") t.answer_class = "information";
  t.agency = agency->code;
  t.created = turn.now;
  t.serial = turn.store.add_ticket(t);
  record(turn, t, "opened", actor, fmt::format("{} via {}", t.kind, t.channel));
  move(turn, t, ticket::Act::route, "gateway", "to " + agency->code);
  forward(turn, t, NoticeKind::forward);
  turn.log(log::Level::info, "ticket-opened",
           fmt::format("ticket {} opened: {} for {}", ticket::number(t.serial),
                       t.category.empty() ? "no category" : t.category, t.agency),
           {{"TICKET", ticket::number(t.serial)}});
  return t;
}

void owe(Turn& turn, const Ticket& t, NoticeKind kind, unsigned round,
         const std::vector<routing::Contact>& to, Instant due) {
  for (const auto& contact : to) {
    Notice notice;
    notice.kind = kind;
    notice.ticket = t.serial;
    notice.to = turn.person(contact.phone);
    notice.round = round;
    notice.urgent = t.urgent;
    notice.due = due;
    turn.store.owe(notice);
  }
}

void forward(Turn& turn, const Ticket& t, NoticeKind kind) {
  const auto& rules = turn.rules;
  const auto& agency = rules.directory.holder(t.agency);
  const auto contacts = rules.directory.reach(agency, routing::Role::operator_);
  if (contacts.empty()) {
    record(turn, t, "unreachable", "gateway", "no contact of " + agency.code + " has a phone");
    turn.log(
        log::Level::error, "agency-unreachable",
        fmt::format("ticket {}: nobody at {} or above has a phone", ticket::number(t.serial), agency.code),
        {{"TICKET", ticket::number(t.serial)}});
    alarm(turn, fmt::format("tiket {}: {} dan atasannya tidak punya nomor HP", ticket::number(t.serial),
                            agency.code));
  }
  const auto due =
      t.urgent ? turn.now
               : rules.forwarding.window.next_open(turn.now + rules.forwarding.collect, rules.calendar);
  owe(turn, t, kind, t.transfers + t.reopens, contacts, due);
}

schedule::Ladder ladder_of(const Rules& rules, const Ticket& t) {
  schedule::Ladder mine;
  for (const auto& step : rules.ladder)
    if (contains(step.agencies, t.agency) && contains(step.categories, t.category)) mine.push_back(step);
  return mine;
}

void start_clock(Turn& turn, Ticket& t) {
  const auto& rules = turn.rules;
  const auto& calendar = rules.calendar;
  if (!t.forwarded_at) t.forwarded_at = turn.now;
  if (!t.resolve_by) t.resolve_by = calendar.add(turn.now, class_deadline(rules.deadlines, t.answer_class));
  if (t.state == ticket::State::forwarded) {
    t.due_at = calendar.add(turn.now, t.urgent ? rules.deadlines.urgent : rules.deadlines.first_response);
    t.ladder_base = turn.now;
    const auto mine = ladder_of(rules, t);
    t.wake_at.reset();
    if (t.level < mine.size()) t.wake_at = schedule::due(mine[t.level], turn.now, calendar);
  }
  turn.store.update(t);
  record(turn, t, "forwarded", "gateway", "a modem accepted the text to " + t.agency);
}

void stop_ladder(Turn& turn, Ticket& t) {
  if (!t.first_response_at) t.first_response_at = turn.now;
  t.ladder_base.reset();
  set_deadline(turn, t);
  turn.store.drop_unsent_notices(t.serial, NoticeKind::climb);
  turn.store.update(t);
}

void restart_ladder(Turn& turn, Ticket& t) {
  const auto mine = ladder_of(turn.rules, t);
  t.wake_at.reset();
  if (t.level < mine.size()) {
    t.ladder_base = schedule::restart_base(mine, t.level, turn.now, turn.rules.calendar);
    t.wake_at = turn.now;
  }
  turn.store.update(t);
}

}  // namespace lapor::engine
