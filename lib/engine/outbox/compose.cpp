#include "engine/outbox/compose.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/limits/reply_limits.hpp"
#include "domain/replies/redact.hpp"
#include "domain/sms/segmentation.hpp"
#include "domain/ticket/number.hpp"
#include "engine/tickets/casework.hpp"

namespace lapor::engine {
namespace {

/// Answers to one officer's phone in an hour: more than anyone types, less than a loop of two machines.
constexpr unsigned officer_answers_per_hour = 60;

Duration life_of(Purpose purpose, const Delivery& delivery) {
  const bool to_agency =
      purpose == Purpose::forward || purpose == Purpose::escalation || purpose == Purpose::urgent;
  return to_agency ? delivery.expire_forwards : delivery.expire_replies;
}

/// How many working days a deadline is; in clock time it counts as its days.
std::string working_days(const calendar::Span& span) {
  const auto days =
      span.working_days ? span.working_days : std::chrono::ceil<std::chrono::days>(span.clock).count();
  return std::to_string(days);
}

limits::ReplyLimits limits_of(const Rules& rules) {
  return {rules.limits.replies_per_number_per_hour, rules.limits.replies_per_day};
}

/// Why an answer may not go, or empty.
std::string refused(Transaction& tx, const Answerer& to) {
  if (!to.answerable) return "not an answerable number";
  const auto day_start = tx.rules.calendar.start_of_day(tx.now);
  const auto counts = tx.store.replies(to.person, tx.now - std::chrono::hours(1), day_start);
  if (to.officer)
    return counts.to_this_number_last_hour >= officer_answers_per_hour ? "too many answers this hour" : "";
  return limits::refusal(
      {counts.to_this_number_last_hour, counts.to_this_number_today, counts.today, counts.first_today},
      limits_of(tx.rules));
}

}  // namespace

replies::Fields fields_of(Transaction& tx, const Ticket& t) {
  const auto& rules = tx.rules;
  const auto& calendar = rules.calendar;
  const auto* category = rules.vocabulary.category(t.category);
  const auto since = t.forwarded_at.value_or(t.created);
  const auto words = replies::redact(t.text);  // whoever reads it: no text repeats a number
  // Until the agency answers, the date of its answer; from then on the date by which it shall be mended.
  const bool waits = t.state == ticket::State::forwarded || t.state == ticket::State::verifying;
  const auto target = (waits ? t.due_at : t.resolution_due).value_or(tx.now);
  return {
      {"t", ticket::number(t.serial)},
      {"cat", category ? (category->label.empty() ? category->code : category->label) : "LAIN"},
      {"opd", rules.directory.holder(t.agency).code},
      {"st", std::string(ticket::indonesian(t.state))},
      {"tgl", calendar.short_date(since)},
      {"jam", calendar.short_time(since)},
      {"zona", calendar.zone_mark()},
      {"target", calendar.short_date(target)},
      {"lvl", std::to_string(t.level)},
      {"txt", words},
      {"isi", words},
      {"t2", ""},
      {"n", "1"},
      {"hk", working_days(resolution_time(rules.deadlines, t.service_class))},
      {"q", ""},
      {"list", ""},
      {"alasan", ""},
      {"kode", ""},
  };
}

OutboundId put(Transaction& tx, PersonId to, std::string text, Purpose purpose,
               std::optional<TicketId> ticket, Instant not_before, std::optional<InboundId> answers) {
  NewOutboundMessage out;
  out.to = to;
  out.purpose = purpose;
  out.ticket = ticket;
  out.answers = answers;
  out.parts = static_cast<unsigned>(sms::segment_count(text));
  out.reference = tx.store.next_reference(to);
  out.created = tx.now;
  out.not_before = not_before;
  out.expires = not_before + life_of(purpose, tx.rules.delivery);
  out.text = std::move(text);
  return tx.store.enqueue(out);
}

bool may_answer(Transaction& tx, const Answerer& to, std::string_view code) {
  const auto why = refused(tx, to);
  if (!why.empty())
    tx.log(log::Level::notice, "answer-withheld", fmt::format("answer {} withheld: {}", code, why));
  return why.empty();
}

void answer(Transaction& tx, const Answerer& to, std::string_view code, const replies::Fields& fields,
            std::optional<TicketId> ticket) {
  if (!may_answer(tx, to, code)) return;
  auto purpose = to.officer ? Purpose::agency_reply : Purpose::reply;
  put(tx, to.person, tx.rules.templates.render(code, fields), purpose, ticket, tx.now, to.text);
}

void notify_person(Transaction& tx, PersonId person, const Ticket& ticket, std::string_view code,
                   const replies::Fields& extra) {
  const auto address = tx.store.address(person);
  if (!sms::answerable(address, tx.rules.limits.answer_countries) || tx.store.opted_out(person)) return;
  auto fields = fields_of(tx, ticket);
  for (const auto& [name, value] : extra) fields[name] = value;
  const auto when = tx.rules.forwarding.window.next_open(tx.now, tx.rules.calendar);
  put(tx, person, tx.rules.templates.render(code, fields), Purpose::news, ticket.serial, when);
}

void notify_reporter(Transaction& tx, const Ticket& ticket, std::string_view code,
                     const replies::Fields& extra) {
  notify_person(tx, ticket.reporter, ticket, code, extra);
  for (const auto person : tx.store.followers(ticket.serial)) notify_person(tx, person, ticket, code, extra);
}

replies::Fields question(const Rules& rules, const std::string& words) {
  return {{"q", replies::redact(words)}, {"hk", working_days(rules.deadlines.clarify)}};
}

void notify_agency(Transaction& tx, const Ticket& ticket, std::string_view code,
                   const replies::Fields& extra) {
  const auto& rules = tx.rules;
  if (!rules.directory.find(ticket.agency)) return;
  auto fields = fields_of(tx, ticket);
  fields["txt"] = fields["isi"] = replies::redact(ticket.text);
  for (const auto& [name, value] : extra) fields[name] = value;
  const auto when = ticket.urgent ? tx.now : rules.forwarding.window.next_open(tx.now, rules.calendar);
  for (const auto& contact : operators_for(rules, ticket))
    put(tx, tx.person(contact.phone), rules.templates.render(code, fields),
        ticket.urgent ? Purpose::urgent : Purpose::forward, ticket.serial, when);
}

namespace {

constexpr std::size_t most_alarm_parts = 3;
constexpr std::string_view and_more = "; dan lainnya: laporctl doctor";

/// Another alarm goes into the text that still waits; what has no room left is at least counted as more.
void merge(Transaction& tx, OutboundMessage& waiting, const std::string& alert_operator) {
  if (waiting.text.find(alert_operator) != std::string::npos || waiting.text.ends_with(and_more)) return;
  auto merged = waiting.text + "; " + alert_operator;
  if (sms::segment_count(merged + std::string(and_more)) > most_alarm_parts)
    merged = waiting.text + std::string(and_more);
  waiting.text = std::move(merged);
  waiting.parts = static_cast<unsigned>(sms::segment_count(waiting.text));
  tx.store.update(waiting);
}

void tell(Transaction& tx, PersonId to, const std::string& alert_operator) {
  auto when = tx.now;
  if (auto last = tx.store.newest_text(to, Purpose::alert)) {
    if (last->state == delivery::State::queued && last->next_segment == 1)
      return merge(tx, *last, alert_operator);
    const auto told = last->sent_at.value_or(last->created);
    // One from the future was written by a clock that was wrong.
    if (told <= tx.now) when = std::max(when, told + tx.rules.alerts.at_most_every);
    if (when > tx.now && last->text.find(alert_operator) != std::string::npos) return;
  }
  put(tx, to, tx.rules.templates.render("ALARM", {{"txt", alert_operator}}), Purpose::alert, std::nullopt,
      when);
}

}  // namespace

void alert_operator(Transaction& tx, const std::string& text) {
  for (const auto& phone : tx.rules.alerts.phones) tell(tx, tx.person(phone), text);
}

}  // namespace lapor::engine
