#include "engine/tickets/casework.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/replies/redact.hpp"
#include "domain/routing/conflict_of_interest.hpp"
#include "domain/ticket/number.hpp"
#include "engine/outbox/compose.hpp"
#include "engine/outbox/notifications.hpp"
#include "engine/tickets/assignments.hpp"

namespace lapor::engine {

/// A record can't be changed, so no number of a person gets into one.
void record(Transaction& tx, const Ticket& ticket, std::string_view kind, std::string_view actor,
            std::string detail) {
  tx.store.record({ticket.serial, tx.now, std::string(kind), std::string(actor), replies::redact(detail)});
}

bool is_reporter(Transaction& tx, const Ticket& t, PersonId person) {
  if (t.reporter == person) return true;
  const auto others = tx.store.followers(t.serial);
  return std::find(others.begin(), others.end(), person) != others.end();
}

bool move(Transaction& tx, Ticket& t, ticket::Act act, std::string_view actor, std::string detail) {
  const auto to = ticket::next(t.state, act);
  if (!to) {
    tx.log(log::Level::notice, "move-refused",
           fmt::format("ticket {}: {} is not allowed in state {}", ticket::number(t.serial), name(act),
                       name(t.state)),
           {{"TICKET", ticket::number(t.serial)}});
    return false;
  }
  const auto before = t.state;
  t.state = *to;
  if (before == ticket::State::need_info && t.due_clock_start)
    exclude_pause(tx.rules, t, *t.due_clock_start, tx.now);  // the citizen's time isn't the agency's
  if (before != t.state) t.due_clock_start = tx.now, t.postponed_days = 0, t.reminder_sent = false;
  if (!ticket::is_open(t.state)) {
    t.closed_at = tx.now;
    t.due_at.reset();
    t.next_timer_at.reset();
    withdraw_all(tx, t);
  } else {
    t.closed_at.reset();
  }
  tx.store.update(t);
  assignment_moved(tx, t, before, act, actor.starts_with("agency"));
  record(tx, t, name(act), actor, std::move(detail));
  return true;
}

Ticket open_ticket(Transaction& tx, Ticket t, std::string_view actor) {
  const auto& rules = tx.rules;
  const auto about =
      t.confidential ? routing::conflict_of_interest(t.text, t.category, rules.vocabulary, rules.directory)
                     : routing::ConflictOfInterest{};
  t.excluded_agencies = about.agencies;
  const auto* owner =
      rules.directory.owner(about.matter.empty() ? t.category : about.matter, t.area, t.excluded_agencies);
  if (const auto* category = rules.vocabulary.category(t.category)) t.service_class = category->service_class;
  if (t.kind == "TANYA") t.service_class = "information";
  t.agency = owner ? owner->code : coordinator_for(rules, t).code;
  t.created = tx.now;
  t.serial = tx.store.add_ticket(t);
  record(tx, t, "opened", actor, fmt::format("{} via {}", t.kind, t.channel));
  for (const auto& code : t.excluded_agencies) record(tx, t, "kept-from", "gateway", code);
  move(tx, t, owner ? ticket::Act::route : ticket::Act::verify, "gateway", "to " + t.agency);
  forward(tx, t, NotificationKind::forward);
  tx.log(log::Level::info, "ticket-opened",
         fmt::format("ticket {} opened: {} for {}", ticket::number(t.serial),
                     t.category.empty() ? "no category" : t.category, t.agency),
         {{"TICKET", ticket::number(t.serial)}});
  return t;
}

void owe(Transaction& tx, const Ticket& t, NotificationKind kind, unsigned sequence,
         const std::vector<routing::Contact>& to, Instant due) {
  for (const auto& contact : to) {
    if (routing::belongs_to(tx.rules.directory, t.excluded_agencies, contact.phone)) continue;
    Notification notification;
    notification.kind = kind;
    notification.ticket = t.serial;
    notification.to = tx.person(contact.phone);
    notification.sequence = sequence;
    notification.urgent = t.urgent;
    notification.due = due;
    tx.store.owe(notification);
  }
}

void forward(Transaction& tx, const Ticket& t, NotificationKind kind) {
  const auto& rules = tx.rules;
  const auto& agency = rules.directory.holder(t.agency);
  const auto contacts = operators_for(rules, t);
  if (contacts.empty()) {
    record(tx, t, "unreachable", "gateway", "no contact of " + agency.code + " has a phone");
    assignment_unreachable(tx, t);
    tx.log(log::Level::error, "agency-unreachable",
           fmt::format("ticket {}: nobody at {} or above has a phone", ticket::number(t.serial), agency.code),
           {{"TICKET", ticket::number(t.serial)}});
    alert_operator(tx, fmt::format("tiket {}: {} dan atasannya tidak punya nomor HP",
                                   ticket::number(t.serial), agency.code));
  }
  const auto due = t.urgent
                       ? tx.now
                       : rules.forwarding.window.next_open(tx.now + rules.forwarding.collect, rules.calendar);
  owe(tx, t, kind, t.transfers + t.reopens, contacts, due);
}

namespace {

bool may_have(const Ticket& t, const routing::Agency& agency) {
  return std::find(t.excluded_agencies.begin(), t.excluded_agencies.end(), agency.code) ==
         t.excluded_agencies.end();
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
    std::erase_if(found, [&](const auto& c) {
      return routing::belongs_to(rules.directory, t.excluded_agencies, c.phone);
    });
    if (!found.empty() || role == routing::Role::governor) return found;
    role = static_cast<routing::Role>(static_cast<int>(role) + 1);
  }
}

void reassign(Transaction& tx, Ticket& t, const std::string& agency, ReassignReason how) {
  withdraw_all(tx, t);
  t.agency = agency;
  if (how == ReassignReason::again) ++t.transfers;
  t.level = 0;
  for (auto* instant : {&t.forwarded_at, &t.first_response_at, &t.resolution_due, &t.resolution_clock_start,
                        &t.escalation_clock_start, &t.due_at, &t.next_timer_at})
    instant->reset();
  t.overdue_notice_sent = t.postponement_used = false;
  tx.store.update(t);
  forward(tx, t, NotificationKind::forward);
}

void on_forward_sent(Transaction& tx, Ticket& t) {
  if (!t.forwarded_at || !t.resolution_due) t.resolution_clock_start = tx.now;
  if (!t.forwarded_at) t.forwarded_at = tx.now;
  if (t.state == ticket::State::forwarded || t.state == ticket::State::verifying) {
    t.due_clock_start = t.escalation_clock_start = tx.now;
    t.postponed_days = 0;
  }
  compute_deadlines(tx.rules, t);
  tx.store.update(t);
  assignment_forwarded(tx, t);
  record(tx, t, "forwarded", "gateway", "a modem accepted the text to " + t.agency);
}

void on_agency_answered(Transaction& tx, Ticket& t, unsigned put_off) {
  if (!t.first_response_at) t.first_response_at = tx.now;
  t.due_clock_start = tx.now;
  t.postponed_days = put_off;
  const auto until = tx.rules.calendar.add(tx.now, {Duration{0}, static_cast<int>(put_off)});
  exclude_pause(tx.rules, t, tx.now, until);
  pause_escalation(tx, t);
}

void pause_escalation(Transaction& tx, Ticket& t) {
  t.escalation_clock_start.reset();
  compute_deadlines(tx.rules, t);
  tx.store.update(t);
  withdraw_steps(tx, t);
  assignment_deadlines_moved(tx, t);
}

void resume_escalation(Transaction& tx, Ticket& t) {
  const auto mine = escalation_policy(tx.rules, t);
  t.next_timer_at.reset();
  if (t.level < mine.size()) {
    t.escalation_clock_start = escalation::restart_clock(mine, t.level, tx.now, tx.rules.calendar);
    t.next_timer_at = tx.now;
  } else {
    t.next_timer_at = overdue_notice_at(t);
  }
  tx.store.update(t);
}

void return_to_agency(Transaction& tx, Ticket& t) {
  ++t.reopens;
  t.overdue_notice_sent = t.postponement_used = false;
  compute_deadlines(tx.rules, t);
  resume_escalation(tx, t);
  forward(tx, t, NotificationKind::reopened);
}

}  // namespace lapor::engine
