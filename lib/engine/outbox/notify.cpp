#include "engine/outbox/notify.hpp"

#include <fmt/format.h>

#include "engine/outbox/operator_alerts.hpp"
#include "engine/outbox/recipient_limit.hpp"
#include "engine/outbox/recipients.hpp"

namespace lapor::engine {
namespace {

bool tells_of_urgency(replies::Code code) {
  return code == replies::Code::ack_urgent || code == replies::Code::emergency;
}

/// The operator hears when half and when four fifths of the day's answers have gone, in time to look who asks
/// for them.
void watch_budget(Transaction& tx, const limits::ReplyCounts& counts) {
  const auto percent = limits::budget_alert(counts.today + 1, tx.rules.limits.replies_per_day);
  if (percent) alert_operator(tx, fmt::format("{}% jatah balasan hari ini sudah terpakai", *percent));
}

std::optional<limits::NoAnswer> why_not_answered(Transaction& tx, const Addressee& to, replies::Code code,
                                                 std::optional<TicketId> ticket) {
  if (const auto never = limits::why_not_answered(to.facts)) return never;
  const auto day_start = tx.rules.calendar.start_of_day(tx.now), hour_ago = tx.now - std::chrono::hours(1);
  const auto allowed = reply_limits(tx.rules);
  auto counts = tx.store.replies(to.person, hour_ago, day_start);
  auto facts = to.facts;
  facts.urgent = tells_of_urgency(code);
  facts.known_before = tx.store.wrote_before(to.person, day_start);
  if (!facts.known_before && limits::must_count_new_numbers(counts, allowed))
    counts.to_new_numbers = tx.store.replies_to_new_numbers(ticket, hour_ago, day_start);
  const auto reason = limits::why_not_answered(facts, counts, allowed);
  if (!reason && !facts.officer && !facts.urgent) watch_budget(tx, counts);
  return reason;
}

Purpose purpose_of_answer(const Addressee& to, replies::Code code) {
  if (to.facts.officer) return Purpose::agency_reply;
  return tells_of_urgency(code) ? Purpose::urgent : Purpose::reply;
}

/// True for news of an agency that neither end the ticket nor ask for an answer.
bool is_mere_news(replies::Code code) {
  return code == replies::Code::accepted || code == replies::Code::progress ||
         code == replies::Code::transfer;
}

bool is_question(replies::Code code) {
  return code == replies::Code::confirm || code == replies::Code::clarify || code == replies::Code::remind;
}

}  // namespace

limits::ReplyLimits reply_limits(const Rules& rules) {
  return {rules.limits.replies_per_number_per_hour, rules.limits.replies_per_day};
}

void log_no_answer(Transaction& tx, limits::NoAnswer reason, std::optional<replies::Code> code) {
  const auto why = limits::text(reason, reply_limits(tx.rules));
  tx.log(log::Level::notice, "answer-withheld",
         code ? fmt::format("answer {} withheld: {}", replies::name(*code), why)
              : fmt::format("no answer: {}", why));
}

bool may_answer(Transaction& tx, const Addressee& to, replies::Code code, std::optional<TicketId> ticket) {
  const auto reason = why_not_answered(tx, to, code, ticket);
  if (reason) log_no_answer(tx, *reason, code);
  return !reason;
}

void send_answer(Transaction& tx, const Addressee& to, replies::Code code, const replies::Fields& fields,
                 std::optional<TicketId> ticket) {
  if (!may_answer(tx, to, code, ticket)) return;
  const auto purpose = purpose_of_answer(to, code);
  enqueue_message(tx, to.person, tx.rules.templates.render(code, fields), purpose, ticket, tx.now,
                  to.message);
}

std::optional<limits::NoAnswer> why_not_told(Transaction& tx, PersonId person, limits::Unasked what) {
  const bool answerable = sms::answerable(tx.store.address(person), tx.rules.limits.answer_countries);
  return limits::why_not_told(answerable, answerable && tx.store.opted_out(person), what);
}

bool nobody_was_asked(Transaction& tx, const Ticket& t) {
  return tx.store.news_alive(t.id, t.due_clock_start.value_or(t.created)) == 0;
}

void notify_person(Transaction& tx, PersonId person, const Ticket& ticket, replies::Code code,
                   const replies::Fields& extra) {
  if (why_not_told(tx, person, is_question(code) ? limits::Unasked::question : limits::Unasked::news)) return;
  if (is_mere_news(code) &&
      tx.store.count_news(ticket.id, person, tx.now - std::chrono::hours(24)) >= limits::news_per_day)
    return;  // CEK tells it
  const auto when = tx.rules.forwarding.window.next_open(tx.now, tx.rules.calendar);
  enqueue_message(tx, person, compose(tx, code, ticket, extra), Purpose::news, ticket.id,
                  earliest_within_limit(tx, person, when));
}

void notify_reporter(Transaction& tx, const Ticket& ticket, replies::Code code,
                     const replies::Fields& extra) {
  notify_person(tx, ticket.reporter, ticket, code, extra);
  for (const auto person : tx.store.followers(ticket.id)) notify_person(tx, person, ticket, code, extra);
}

void notify_coordinator(Transaction& tx, const Ticket& ticket, replies::Code code,
                        const replies::Fields& extra) {
  const auto& rules = tx.rules;
  const auto when = rules.forwarding.window.next_open(tx.now, rules.calendar);
  const auto text = compose(tx, code, ticket, extra);
  for (const auto& contact : coordinators_for(rules, ticket)) {
    const auto to = tx.person(contact.phone);
    enqueue_message(tx, to, text, Purpose::forward, ticket.id, earliest_within_limit(tx, to, when));
  }
}

void notify_coordinator(Transaction& tx, replies::Code code, const replies::Fields& fields) {
  const auto& directory = tx.rules.directory;
  const auto when = tx.rules.forwarding.window.next_open(tx.now, tx.rules.calendar);
  for (const auto& contact : directory.reach(directory.coordinator(), routing::Role::operator_)) {
    const auto to = tx.person(contact.phone);
    enqueue_message(tx, to, tx.rules.templates.render(code, fields), Purpose::forward, std::nullopt,
                    earliest_within_limit(tx, to, when));
  }
}

void notify_agency(Transaction& tx, const Ticket& ticket, replies::Code code, const replies::Fields& extra) {
  const auto& rules = tx.rules;
  if (!rules.directory.find(ticket.agency)) return;
  const auto when = ticket.urgent ? tx.now : rules.forwarding.window.next_open(tx.now, rules.calendar);
  const auto purpose = ticket.urgent ? Purpose::urgent : Purpose::forward;
  const auto text = compose(tx, code, ticket, extra);
  for (const auto& contact : operators_for(rules, ticket)) {
    const auto to = tx.person(contact.phone);
    enqueue_message(tx, to, text, purpose, ticket.id,
                    ticket.urgent ? when : earliest_within_limit(tx, to, when));
  }
}

}  // namespace lapor::engine
