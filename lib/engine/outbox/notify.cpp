#include "engine/outbox/notify.hpp"

#include <fmt/format.h>

#include "engine/outbox/recipients.hpp"

namespace lapor::engine {
namespace {

std::optional<limits::NoAnswer> why_not_answered(Transaction& tx, const Addressee& to) {
  if (const auto never = limits::why_not_answered(to.facts)) return never;
  const auto day_start = tx.rules.calendar.start_of_day(tx.now);
  const auto counts = tx.store.replies(to.person, tx.now - std::chrono::hours(1), day_start);
  return limits::why_not_answered(to.facts, counts, reply_limits(tx.rules));
}

}  // namespace

limits::ReplyLimits reply_limits(const Rules& rules) {
  return {rules.limits.replies_per_number_per_hour, rules.limits.replies_per_day};
}

bool may_answer(Transaction& tx, const Addressee& to, replies::Code code) {
  const auto reason = why_not_answered(tx, to);
  if (!reason) return true;
  tx.log(log::Level::notice, "answer-withheld",
         fmt::format("answer {} withheld: {}", replies::name(code),
                     limits::text(*reason, reply_limits(tx.rules))));
  return false;
}

void send_answer(Transaction& tx, const Addressee& to, replies::Code code, const replies::Fields& fields,
                 std::optional<TicketId> ticket) {
  if (!may_answer(tx, to, code)) return;
  const auto purpose = to.facts.officer ? Purpose::agency_reply : Purpose::reply;
  enqueue_message(tx, to.person, tx.rules.templates.render(code, fields), purpose, ticket, tx.now,
                  to.message);
}

std::optional<limits::NoAnswer> why_not_told(Transaction& tx, PersonId person) {
  const bool answerable = sms::answerable(tx.store.address(person), tx.rules.limits.answer_countries);
  return limits::why_not_told(answerable, answerable && tx.store.opted_out(person));
}

void notify_person(Transaction& tx, PersonId person, const Ticket& ticket, replies::Code code,
                   const replies::Fields& extra) {
  if (why_not_told(tx, person)) return;
  const auto when = tx.rules.forwarding.window.next_open(tx.now, tx.rules.calendar);
  enqueue_message(tx, person, compose(tx, code, ticket, extra), Purpose::news, ticket.id, when);
}

void notify_reporter(Transaction& tx, const Ticket& ticket, replies::Code code,
                     const replies::Fields& extra) {
  notify_person(tx, ticket.reporter, ticket, code, extra);
  for (const auto person : tx.store.followers(ticket.id)) notify_person(tx, person, ticket, code, extra);
}

void notify_agency(Transaction& tx, const Ticket& ticket, replies::Code code, const replies::Fields& extra) {
  const auto& rules = tx.rules;
  if (!rules.directory.find(ticket.agency)) return;
  const auto when = ticket.urgent ? tx.now : rules.forwarding.window.next_open(tx.now, rules.calendar);
  const auto purpose = ticket.urgent ? Purpose::urgent : Purpose::forward;
  const auto text = compose(tx, code, ticket, extra);
  for (const auto& contact : operators_for(rules, ticket))
    enqueue_message(tx, tx.person(contact.phone), text, purpose, ticket.id, when);
}

}  // namespace lapor::engine
