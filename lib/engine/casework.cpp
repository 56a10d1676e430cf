#include "engine/casework.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/routing/accused.hpp"
#include "domain/ticket/number.hpp"
#include "domain/wording/redact.hpp"
#include "engine/notices.hpp"
#include "engine/say.hpp"
#include "engine/stays.hpp"

namespace lapor::engine {

/// A record can't be changed, so no number of a person gets into one.
void record(Turn& turn, const Ticket& ticket, std::string_view kind, std::string_view actor,
            std::string detail) {
  turn.store.record(
      {ticket.serial, turn.now, std::string(kind), std::string(actor), wording::redact(detail)});
}

bool is_reporter(Turn& turn, const Ticket& t, PersonId person) {
  if (t.reporter == person) return true;
  const auto others = turn.store.followers(t.serial);
  return std::find(others.begin(), others.end(), person) != others.end();
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
  const auto before = t.state;
  t.state = *to;
  if (before == ticket::State::need_info && t.due_base)
    skip_pause(turn.rules, t, *t.due_base, turn.now);  // the citizen's time isn't the agency's
  if (before != t.state) t.due_base = turn.now, t.due_days = 0, t.nudged = false;
  if (!ticket::is_open(t.state)) {
    t.closed_at = turn.now;
    t.due_at.reset();
    t.wake_at.reset();
    withdraw_all(turn, t);
  } else {
    t.closed_at.reset();
  }
  turn.store.update(t);
  stay_moved(turn, t, before, act, actor.starts_with("agency"));
  record(turn, t, name(act), actor, std::move(detail));
  return true;
}

Ticket open_ticket(Turn& turn, Ticket t, std::string_view actor) {
  const auto& rules = turn.rules;
  const auto about = t.confidential
                         ? routing::accusation(t.text, t.category, rules.vocabulary, rules.directory)
                         : routing::Accusation{};
  t.accused = about.agencies;
  const auto* owner =
      rules.directory.owner(about.matter.empty() ? t.category : about.matter, t.area, t.accused);
  if (const auto* category = rules.vocabulary.category(t.category)) t.answer_class = category->answer_class;
  if (t.kind == "TANYA") t.answer_class = "information";
  t.agency = owner ? owner->code : coordinator_for(rules, t).code;
  t.created = turn.now;
  t.serial = turn.store.add_ticket(t);
  record(turn, t, "opened", actor, fmt::format("{} via {}", t.kind, t.channel));
  for (const auto& code : t.accused) record(turn, t, "kept-from", "gateway", code);
  move(turn, t, owner ? ticket::Act::route : ticket::Act::verify, "gateway", "to " + t.agency);
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
    if (routing::belongs_to(turn.rules.directory, t.accused, contact.phone)) continue;
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
  const auto contacts = operators_for(rules, t);
  if (contacts.empty()) {
    record(turn, t, "unreachable", "gateway", "no contact of " + agency.code + " has a phone");
    stay_unreached(turn, t);
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

namespace {

bool may_have(const Ticket& t, const routing::Agency& agency) {
  return std::find(t.accused.begin(), t.accused.end(), agency.code) == t.accused.end();
}

bool for_confidential_matters(const Rules& rules, const routing::Agency& agency) {
  return std::any_of(agency.categories.begin(), agency.categories.end(), [&](const auto& code) {
    const auto* category = rules.vocabulary.category(code);
    return category && category->confidential;
  });
}

}  // namespace

const routing::Agency& coordinator_for(const Rules& rules, const Ticket& t) {
  const auto& coordinator = rules.directory.coordinator();
  if (may_have(t, coordinator)) return coordinator;
  for (const auto& agency : rules.directory.agencies)
    if (may_have(t, agency) && for_confidential_matters(rules, agency)) return agency;
  return coordinator;
}

std::vector<routing::Contact> operators_for(const Rules& rules, const Ticket& t) {
  const auto& agency = rules.directory.holder(t.agency);
  auto role = routing::Role::operator_;
  while (true) {  // the first role upward in which somebody is left who may know of it
    auto found = rules.directory.reach(agency, role);
    std::erase_if(found,
                  [&](const auto& c) { return routing::belongs_to(rules.directory, t.accused, c.phone); });
    if (!found.empty() || role == routing::Role::governor) return found;
    role = static_cast<routing::Role>(static_cast<int>(role) + 1);
  }
}

void hand_over(Turn& turn, Ticket& t, const std::string& agency, Handing how) {
  withdraw_all(turn, t);
  t.agency = agency;
  if (how == Handing::again) ++t.transfers;
  t.level = 0;
  for (auto* instant : {&t.forwarded_at, &t.first_response_at, &t.resolve_by, &t.resolve_base, &t.ladder_base,
                        &t.due_at, &t.wake_at})
    instant->reset();
  t.late_told = t.postponed = false;
  turn.store.update(t);
  forward(turn, t, NoticeKind::forward);
}

void start_clock(Turn& turn, Ticket& t) {
  if (!t.forwarded_at || !t.resolve_by) t.resolve_base = turn.now;
  if (!t.forwarded_at) t.forwarded_at = turn.now;
  if (t.state == ticket::State::forwarded || t.state == ticket::State::verifying) {
    t.due_base = t.ladder_base = turn.now;
    t.due_days = 0;
  }
  set_clocks(turn.rules, t);
  turn.store.update(t);
  stay_begins(turn, t);
  record(turn, t, "forwarded", "gateway", "a modem accepted the text to " + t.agency);
}

void stop_ladder(Turn& turn, Ticket& t, unsigned put_off) {
  if (!t.first_response_at) t.first_response_at = turn.now;
  t.due_base = turn.now;
  t.due_days = put_off;
  const auto until = turn.rules.calendar.add(turn.now, {Duration{0}, static_cast<int>(put_off)});
  skip_pause(turn.rules, t, turn.now, until);
  hold_ladder(turn, t);
}

void hold_ladder(Turn& turn, Ticket& t) {
  t.ladder_base.reset();
  set_clocks(turn.rules, t);
  turn.store.update(t);
  withdraw_steps(turn, t);
  stay_timed(turn, t);
}

void restart_ladder(Turn& turn, Ticket& t) {
  const auto mine = ladder_of(turn.rules, t);
  t.wake_at.reset();
  if (t.level < mine.size()) {
    t.ladder_base = schedule::restart_base(mine, t.level, turn.now, turn.rules.calendar);
    t.wake_at = turn.now;
  } else {
    t.wake_at = late_at(t);
  }
  turn.store.update(t);
}

void back_to_agency(Turn& turn, Ticket& t) {
  ++t.reopens;
  t.late_told = t.postponed = false;
  set_clocks(turn.rules, t);
  restart_ladder(turn, t);
  forward(turn, t, NoticeKind::reopened);
}

}  // namespace lapor::engine
