#include "engine/tickets/ticket_editor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/expect.hpp"
#include "domain/replies/redact.hpp"
#include "domain/routing/conflict_of_interest.hpp"
#include "domain/ticket/number.hpp"
#include "domain/ticket/promises.hpp"
#include "engine/deadlines/deadlines.hpp"
#include "engine/outbox/notifications.hpp"
#include "engine/outbox/operator_alerts.hpp"
#include "engine/outbox/recipients.hpp"
#include "engine/tickets/assignments.hpp"

namespace lapor::engine {

using ticket::State;

namespace {

/// A record can't be changed afterwards, so no number of a person gets into one.
void write_record(Transaction& tx, TicketId ticket, std::string_view kind, const Actor& actor,
                  const std::string& detail) {
  tx.store.record({ticket, tx.now, std::string(kind), actor, replies::redact(detail)});
}

}  // namespace

void record(Transaction& tx, TicketId ticket, RecordKind kind, const Actor& actor,
            const std::string& detail) {
  write_record(tx, ticket, name(kind), actor, detail);
}

TicketEditor::TicketEditor(Transaction& tx, Ticket ticket)
    : tx_(tx), ticket_(std::move(ticket)), stored_(ticket_) {}

namespace {

constexpr std::size_t longest_text = 4000;  ///< bytes, with what was added

/// Keeps a confidential report from the agencies that it may be about.
routing::ConflictOfInterest keep_from_the_accused(const Rules& rules, Ticket& t) {
  if (!t.confidential) return {};
  auto conflict = routing::conflict_of_interest(t.text, t.category, rules.vocabulary, rules.directory);
  for (const auto& code : conflict.agencies)
    if (!is_excluded(t, code)) t.excluded_agencies.push_back(code);
  std::sort(t.excluded_agencies.begin(), t.excluded_agencies.end());
  return conflict;
}

/// The agency that owns its matter; nullptr if there is none, or if the coordinator should look first.
const routing::Agency* owner_of(const Rules& rules, const Ticket& t,
                                const routing::ConflictOfInterest& conflict) {
  if (conflict.about_people) return nullptr;
  return rules.directory.owner(conflict.matter.empty() ? t.category : conflict.matter, t.area,
                               t.excluded_agencies);
}

}  // namespace

Ticket TicketEditor::open(Transaction& tx, Ticket t, const Actor& actor) {
  const auto& rules = tx.rules;
  const auto conflict = keep_from_the_accused(rules, t);
  const auto* owner = owner_of(rules, t, conflict);
  if (const auto* category = rules.vocabulary.category(t.category)) t.service_class = category->service_class;
  if (t.type == ticket::RequestType::question) t.service_class = ticket::ServiceClass::information;
  t.agency = owner ? owner->code : coordinator_for(rules, t).code;
  t.created = tx.now;
  t.state = State::fresh;
  t.id = {};
  TicketEditor edit(tx, std::move(t));
  const auto act = owner ? ticket::Act::route : ticket::Act::verify;
  edit.move(act, Actor::gateway());
  edit.ticket_.id = tx.store.add_ticket(edit.ticket_);
  edit.stored_ = edit.ticket_;
  edit.record(RecordKind::opened, actor, fmt::format("{} via {}", name(edit->type), name(edit->channel)));
  for (const auto& code : edit->excluded_agencies)
    edit.record(RecordKind::agency_excluded, Actor::gateway(), code);
  write_record(tx, edit->id, name(act), Actor::gateway(), "to " + edit->agency);
  edit.forward(NotificationKind::forward);
  edit.save();
  tx.log(log::Level::info, "ticket-opened",
         fmt::format("ticket {} opened: {} for {}", ticket::number(edit->id),
                     edit->category.empty() ? "no category" : edit->category, edit->agency),
         {{"TICKET", ticket::number(edit->id)}});
  return edit.ticket();
}

void TicketEditor::record(RecordKind kind, const Actor& actor, const std::string& detail) {
  engine::record(tx_, ticket_.id, kind, actor, detail);
}

bool TicketEditor::apply(ticket::Act act, const Actor& actor, const std::string& detail) {
  if (!move(act, actor)) return false;
  write_record(tx_, ticket_.id, name(act), actor, detail);
  return true;
}

bool TicketEditor::move(ticket::Act act, const Actor& actor) {
  const auto before = ticket_.state;
  const auto to = ticket::next(before, act, ticket_.state_before_question);
  if (!to) {
    tx_.log(log::Level::notice, "move-refused",
            fmt::format("ticket {}: {} is not allowed in state {}", ticket::number(ticket_.id), name(act),
                        name(before)),
            {{"TICKET", ticket::number(ticket_.id)}});
    return false;
  }
  if (act == ticket::Act::ask) stop_clocks(before);
  if (act == ticket::Act::route) ticket_.return_reason.clear();
  ticket_.state = *to;
  kept_due_clock_ = ticket_.due_clock_start;
  kept_postponed_days_ = ticket_.postponed_days;
  if (before == State::need_info) resume_clocks();
  if (before != ticket_.state) {
    ticket_.due_clock_start = tx_.now;
    if (act != ticket::Act::ask) ticket_.postponed_days = 0;
    ticket_.reminder_sent = ticket_.follower_confirmed = false;
  }
  ticket_.closed_at.reset();
  if (!ticket::is_open(ticket_.state)) {
    ticket_.closed_at = tx_.now;
    ticket_.due_at.reset();
    ticket_.next_timer_at.reset();
    withdraw_all(tx_, ticket_.id);
  }
  // An officer may know of it before a modem took its forward: work counts whenever it was done. What the
  // coordinator does with the ticket of an agency is no answer of that agency.
  const bool by_agency = actor.is_agency(ticket_.agency);
  if (by_agency && act != ticket::Act::route) begin_assignment();
  if (auto* a = assignment()) assignments::on_moved(*a, ticket_, before, act, by_agency, tx_.now);
  return true;
}

/// A question stops the clocks that run; it doesn't empty them.
void TicketEditor::stop_clocks(State before) {
  ticket_.state_before_question = before;
  ticket_.due_clock_before_question = ticket_.due_clock_start;
  ticket_.escalation_clock_before_question = ticket_.escalation_clock_start;
}

/// The citizen's time isn't the agency's: the clocks go on where they stood when the question was asked.
void TicketEditor::resume_clocks() {
  const auto asked = ticket_.due_clock_start.value_or(tx_.now);
  const auto pause = std::max(Duration{0}, tx_.now - asked);
  exclude_pause(tx_.rules, ticket_, asked, tx_.now);
  const auto later = [&](std::optional<Instant> at) { return at ? std::optional(*at + pause) : at; };
  kept_due_clock_ = later(std::exchange(ticket_.due_clock_before_question, std::nullopt));
  ticket_.escalation_clock_start =
      later(std::exchange(ticket_.escalation_clock_before_question, std::nullopt));
}

// --- its assignment ---

scorecard::Assignment* TicketEditor::assignment() {
  if (!assignment_loaded_) {
    assignment_ = stored_assignment_ = tx_.store.assignment(ticket_.id, ticket_.agency);
    assignment_loaded_ = true;
  }
  return assignment_ ? &*assignment_ : nullptr;
}

scorecard::Assignment& TicketEditor::begin_assignment() {
  if (!assignment())
    assignment_ = assignments::begin(
        ticket_, is_configured_phone(tx_.rules, tx_.store.address(ticket_.reporter).text), tx_.now);
  return *assignment_;
}

void TicketEditor::save_assignment() {
  if (assignment_ && assignment_ != stored_assignment_) tx_.store.put(*assignment_);
  stored_assignment_ = assignment_;
}

void TicketEditor::end_other_assignments() {
  for (auto& other : tx_.store.assignments_of(ticket_.id)) {
    if (other.agency == ticket_.agency || other.ending != scorecard::Ending::open) continue;
    assignments::on_rerouted(other, tx_.now);
    tx_.store.put(other);
  }
}

// --- who has it ---

void TicketEditor::forward(NotificationKind kind) {
  const auto& rules = tx_.rules;
  const auto& agency = rules.directory.holder(ticket_.agency);
  const auto contacts = operators_for(rules, ticket_);
  if (agency.proof_by_word) tx_.store.new_proof_word(ticket_.id);
  if (contacts.empty()) {
    const auto number = ticket::number(ticket_.id);
    record(RecordKind::agency_unreachable, Actor::gateway(), "no contact of " + agency.code + " has a phone");
    count_unreachable();
    tx_.log(log::Level::error, "agency-unreachable",
            fmt::format("ticket {}: nobody at {} or above has a phone", number, agency.code),
            {{"TICKET", number}});
    alert_operator(tx_, fmt::format("tiket {}: {} dan atasannya tidak punya nomor HP", number, agency.code));
  }
  const auto due =
      ticket_.urgent ? tx_.now
                     : rules.forwarding.window.next_open(tx_.now + rules.forwarding.collect, rules.calendar);
  notify_once(tx_, ticket_, kind, ticket_.transfers + ticket_.reopens, contacts, due);
}

void TicketEditor::reassign(const std::string& agency, ReassignReason reason) {
  withdraw_all(tx_, ticket_.id);
  save_assignment();
  assignment_loaded_ = false;
  ticket_.agency = agency;
  if (reason == ReassignReason::transfer) ++ticket_.transfers;
  ticket_.level = 0;
  for (auto* instant : {&ticket_.forwarded_at, &ticket_.first_response_at, &ticket_.resolution_due,
                        &ticket_.due_clock_start, &ticket_.resolution_clock_start,
                        &ticket_.escalation_clock_start, &ticket_.due_at, &ticket_.next_timer_at})
    instant->reset();
  ticket_.overdue_notice_sent = false;
  ticket_.postponement_used = assignment() && assignment()->postponed > 0;
  forward(NotificationKind::forward);
}

void TicketEditor::return_to_coordinator(const std::string& why) {
  ticket_.return_reason = ticket_.agency + ": " + replies::redact(why);
  reassign(coordinator_for(tx_.rules, ticket_).code, ReassignReason::transfer);
}

void TicketEditor::reopen_at_agency() {
  ++ticket_.reopens;
  ticket_.overdue_notice_sent = false;
  compute_deadlines(tx_.rules, ticket_);
  resume_escalation();
  forward(NotificationKind::reopened);
}

void TicketEditor::count_reopen() { ++ticket_.reopens; }

void TicketEditor::set_merged_into(TicketId other) { ticket_.merged_into = other; }

// --- what its clocks follow ---

void TicketEditor::forward_sent() {
  if (!ticket_.forwarded_at || !ticket_.resolution_due) ticket_.resolution_clock_start = tx_.now;
  if (!ticket_.forwarded_at) ticket_.forwarded_at = tx_.now;
  if (ticket::waits_for_answer(ticket_.state)) {
    ticket_.due_clock_start = ticket_.escalation_clock_start = tx_.now;
    ticket_.postponed_days = 0;
  }
  compute_deadlines(tx_.rules, ticket_);
  end_other_assignments();
  assignments::on_forwarded(begin_assignment(), ticket_, tx_.now);
  record(RecordKind::forwarded, Actor::gateway(), "a modem accepted the text to " + ticket_.agency);
}

void TicketEditor::forward_unreachable(const std::string& why) {
  record(RecordKind::agency_unreachable, Actor::gateway(), why);
  alert_operator(tx_, fmt::format("HP {} tidak terjangkau, tiket {}: {}", ticket_.agency,
                                  ticket::number(ticket_.id), why));
  count_unreachable();
  if (!ticket_.escalation_clock_start || ticket_.level == 0) resume_escalation();
}

/// The citizen's time runs all the same, and it is the agency's.
void TicketEditor::count_unreachable() {
  end_other_assignments();
  assignments::on_unreachable(begin_assignment());
  if (!ticket_.resolution_clock_start) ticket_.resolution_clock_start = tx_.now;
  compute_deadlines(tx_.rules, ticket_);
  assignments::on_deadlines_moved(begin_assignment(), ticket_);
}

void TicketEditor::agency_answered(AgencyAnswer answer) {
  const bool overdue = ticket::is_past(ticket_.resolution_due, tx_.now) && ticket_.state != State::resolved;
  if (!ticket_.first_response_at) ticket_.first_response_at = tx_.now;
  if (!ticket_.resolution_clock_start)
    ticket_.resolution_clock_start = tx_.now;  // answered before the forward went
  const bool moves = answer.moves_date || !kept_due_clock_;
  ticket_.due_clock_start = moves ? tx_.now : *kept_due_clock_;
  ticket_.postponed_days =
      moves && ticket_.state != State::need_info ? answer.postponed_days : kept_postponed_days_;
  const auto until = tx_.rules.calendar.add(tx_.now, {Duration{0}, static_cast<int>(answer.postponed_days)});
  exclude_pause(tx_.rules, ticket_, tx_.now, until);
  if (moves && !overdue) return pause_escalation();
  compute_deadlines(tx_.rules, ticket_);
  if (overdue && !ticket_.escalation_clock_start) resume_escalation();
  if (auto* a = assignment()) assignments::on_deadlines_moved(*a, ticket_);
}

void TicketEditor::question_ended() {
  if (!kept_due_clock_) return forward_sent();  // it was asked before the forward went
  ticket_.due_clock_start = kept_due_clock_;
  ticket_.postponed_days = kept_postponed_days_;
  compute_deadlines(tx_.rules, ticket_);
  if (auto* a = assignment()) assignments::on_deadlines_moved(*a, ticket_);
}

void TicketEditor::pause_escalation() {
  ticket_.escalation_clock_start.reset();
  compute_deadlines(tx_.rules, ticket_);
  superiors_need_not_hear_ = true;
  if (auto* a = assignment()) assignments::on_deadlines_moved(*a, ticket_);
}

void TicketEditor::resume_escalation() {
  const auto steps = escalation_policy(tx_.rules, ticket_);
  if (ticket_.level < steps.size()) {
    ticket_.escalation_clock_start =
        escalation::restart_clock(steps, ticket_.level, tx_.now, tx_.rules.calendar);
    ticket_.next_timer_at = tx_.now;
  } else {
    ticket_.next_timer_at = overdue_notice_at(ticket_);
  }
}

void TicketEditor::escalate() {
  const auto steps = escalation_policy(tx_.rules, ticket_);
  LAPOR_EXPECT(ticket_.level < steps.size());
  const auto& step = steps[ticket_.level];
  ++ticket_.level;
  ticket_.next_timer_at = earlier(next_step_due(tx_.rules, ticket_), overdue_notice_at(ticket_));
  record(RecordKind::escalated, Actor::gateway(),
         fmt::format("step {} to {}", ticket_.level, routing::name(step.to)));
  const auto& directory = tx_.rules.directory;
  const auto to =
      escalation::recipients(steps, ticket_.level - 1, directory, directory.holder(ticket_.agency));
  const auto when = ticket_.urgent ? tx_.now : escalation::notify_at(step, tx_.now, tx_.rules.calendar);
  notify_once(tx_, ticket_, NotificationKind::escalation, ticket_.level, to, when);
}

void TicketEditor::set_next_timer(std::optional<Instant> at) { ticket_.next_timer_at = at; }

void TicketEditor::end_pause() {
  if (auto* a = assignment()) assignments::on_pause_ended(*a, tx_.now);
}

bool TicketEditor::recompute_deadlines() {
  const bool clamped = clamp_to_now(ticket_, tx_.now);
  compute_deadlines(tx_.rules, ticket_);
  const bool moved = ticket_.due_at != stored_.due_at || ticket_.resolution_due != stored_.resolution_due;
  if (!moved && !clamped && ticket_.next_timer_at == stored_.next_timer_at) return false;
  if (auto* a = assignment()) assignments::on_deadlines_moved(*a, ticket_);
  return moved;
}

// --- what it remembers ---

unsigned TicketEditor::questions() { return assignment() ? assignment()->questions : 0; }
unsigned TicketEditor::promises() { return assignment() ? assignment()->promises : 0; }

void TicketEditor::use_postponement() { ticket_.postponement_used = true; }
void TicketEditor::use_promise() {
  if (auto* a = assignment()) assignments::on_promised(*a);
}
void TicketEditor::mark_follower_confirmed() { ticket_.follower_confirmed = true; }
void TicketEditor::mark_reminder_sent() { ticket_.reminder_sent = true; }
void TicketEditor::mark_overdue_notice_sent() { ticket_.overdue_notice_sent = true; }

void TicketEditor::rate(unsigned mark) {
  ticket_.rating = mark;
  if (auto* a = assignment()) assignments::on_rated(*a, ticket_);
}

void TicketEditor::append_text(const std::string& words) { ticket_.text += " " + words; }

std::string TicketEditor::append_in_confidence(const std::string& words) {
  if (!std::exchange(ticket_.confidential, true)) record(RecordKind::made_confidential, Actor::citizen(), "");
  auto added = ticket_;
  added.text = words;  // what was said before was judged then
  const auto conflict = keep_from_the_accused(tx_.rules, added);
  for (const auto& code : added.excluded_agencies)
    if (!is_excluded(ticket_, code)) record(RecordKind::agency_excluded, Actor::gateway(), code);
  ticket_.excluded_agencies = added.excluded_agencies;
  if (ticket_.text.size() + words.size() < longest_text)
    append_text(words);  // else it is in the record alone
  const bool another = !conflict.matter.empty() && conflict.matter != ticket_.category;
  if (!another && !conflict.about_people && !is_excluded(ticket_, ticket_.agency)) return ticket_.agency;
  const auto* owner = owner_of(tx_.rules, ticket_, conflict);
  return owner ? owner->code : coordinator_for(tx_.rules, ticket_).code;
}

void TicketEditor::save() {
  if (ticket_ != stored_) tx_.store.update_ticket(ticket_);
  stored_ = ticket_;
  save_assignment();
  // After the ticket is stored: messages that are composed again count what its agency hasn't answered.
  if (std::exchange(superiors_need_not_hear_, false)) withdraw_escalations(tx_, ticket_.id);
}

}  // namespace lapor::engine
