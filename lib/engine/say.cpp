#include "engine/say.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/guard/quota.hpp"
#include "domain/sms/segment.hpp"
#include "domain/ticket/number.hpp"
#include "domain/wording/redact.hpp"
#include "engine/casework.hpp"

namespace lapor::engine {
namespace {

/// Answers to one officer's phone in an hour: more than anyone types, less than a loop of two machines.
constexpr unsigned officer_answers_per_hour = 60;

Duration life_of(Purpose purpose, const Delivery& delivery) {
  const bool to_agency =
      purpose == Purpose::forward || purpose == Purpose::ladder || purpose == Purpose::urgent;
  return to_agency ? delivery.expire_forwards : delivery.expire_replies;
}

/// How many working days a deadline is; in clock time it counts as its days.
std::string working_days(const schedule::Span& span) {
  const auto days =
      span.working_days ? span.working_days : std::chrono::ceil<std::chrono::days>(span.clock).count();
  return std::to_string(days);
}

guard::ReplyLimits limits_of(const Rules& rules) {
  return {rules.limits.replies_per_number_per_hour, rules.limits.replies_per_day};
}

/// Why an answer may not go, or empty.
std::string refused(Turn& turn, const Answerer& to) {
  if (!to.answerable) return "not an answerable number";
  const auto day_start = turn.rules.calendar.start_of_day(turn.now);
  const auto counts = turn.store.replies(to.person, turn.now - std::chrono::hours(1), day_start);
  if (to.officer)
    return counts.to_this_number_last_hour >= officer_answers_per_hour ? "too many answers this hour" : "";
  return guard::refusal(
      {counts.to_this_number_last_hour, counts.to_this_number_today, counts.today, counts.first_today},
      limits_of(turn.rules));
}

}  // namespace

wording::Fields fields_of(Turn& turn, const Ticket& t) {
  const auto& rules = turn.rules;
  const auto& calendar = rules.calendar;
  const auto* category = rules.vocabulary.category(t.category);
  const auto since = t.forwarded_at.value_or(t.created);
  const auto words = wording::redact(t.text);  // whoever reads it: no text repeats a number
  // Until the agency answers, the date of its answer; from then on the date by which it shall be mended.
  const bool waits = t.state == ticket::State::forwarded || t.state == ticket::State::verifying;
  const auto target = (waits ? t.due_at : t.resolve_by).value_or(turn.now);
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
      {"hk", working_days(class_deadline(rules.deadlines, t.answer_class))},
      {"q", ""},
      {"list", ""},
      {"alasan", ""},
      {"kode", ""},
  };
}

OutgoingId put(Turn& turn, PersonId to, std::string text, Purpose purpose, std::optional<Serial> ticket,
               Instant not_before, std::optional<InboundId> answers) {
  NewOutgoing out;
  out.to = to;
  out.purpose = purpose;
  out.ticket = ticket;
  out.answers = answers;
  out.parts = static_cast<unsigned>(sms::parts(text));
  out.reference = turn.store.next_reference(to);
  out.created = turn.now;
  out.not_before = not_before;
  out.expires = not_before + life_of(purpose, turn.rules.delivery);
  out.text = std::move(text);
  return turn.store.enqueue(out);
}

bool may_answer(Turn& turn, const Answerer& to, std::string_view code) {
  const auto why = refused(turn, to);
  if (!why.empty())
    turn.log(log::Level::notice, "answer-withheld", fmt::format("answer {} withheld: {}", code, why));
  return why.empty();
}

void answer(Turn& turn, const Answerer& to, std::string_view code, const wording::Fields& fields,
            std::optional<Serial> ticket) {
  if (!may_answer(turn, to, code)) return;
  auto purpose = to.officer ? Purpose::agency_reply : Purpose::reply;
  put(turn, to.person, turn.rules.templates.render(code, fields), purpose, ticket, turn.now, to.text);
}

void tell_person(Turn& turn, PersonId person, const Ticket& ticket, std::string_view code,
                 const wording::Fields& extra) {
  const auto address = turn.store.address(person);
  if (!sms::answerable(address, turn.rules.limits.answer_countries) || turn.store.quiet(person)) return;
  auto fields = fields_of(turn, ticket);
  for (const auto& [name, value] : extra) fields[name] = value;
  const auto when = turn.rules.forwarding.window.next_open(turn.now, turn.rules.calendar);
  put(turn, person, turn.rules.templates.render(code, fields), Purpose::news, ticket.serial, when);
}

void tell_reporter(Turn& turn, const Ticket& ticket, std::string_view code, const wording::Fields& extra) {
  tell_person(turn, ticket.reporter, ticket, code, extra);
  for (const auto person : turn.store.followers(ticket.serial))
    tell_person(turn, person, ticket, code, extra);
}

wording::Fields question(const Rules& rules, const std::string& words) {
  return {{"q", wording::redact(words)}, {"hk", working_days(rules.deadlines.clarify)}};
}

void tell_agency(Turn& turn, const Ticket& ticket, std::string_view code, const wording::Fields& extra) {
  const auto& rules = turn.rules;
  if (!rules.directory.find(ticket.agency)) return;
  auto fields = fields_of(turn, ticket);
  fields["txt"] = fields["isi"] = wording::redact(ticket.text);
  for (const auto& [name, value] : extra) fields[name] = value;
  const auto when = ticket.urgent ? turn.now : rules.forwarding.window.next_open(turn.now, rules.calendar);
  for (const auto& contact : operators_for(rules, ticket))
    put(turn, turn.person(contact.phone), rules.templates.render(code, fields),
        ticket.urgent ? Purpose::urgent : Purpose::forward, ticket.serial, when);
}

namespace {

constexpr std::size_t most_alarm_parts = 3;
constexpr std::string_view and_more = "; dan lainnya: laporctl doctor";

/// Another alarm goes into the text that still waits; what has no room left is at least counted as more.
void merge(Turn& turn, Outgoing& waiting, const std::string& alarm) {
  if (waiting.text.find(alarm) != std::string::npos || waiting.text.ends_with(and_more)) return;
  auto merged = waiting.text + "; " + alarm;
  if (sms::parts(merged + std::string(and_more)) > most_alarm_parts)
    merged = waiting.text + std::string(and_more);
  waiting.text = std::move(merged);
  waiting.parts = static_cast<unsigned>(sms::parts(waiting.text));
  turn.store.update(waiting);
}

void tell(Turn& turn, PersonId to, const std::string& alarm) {
  auto when = turn.now;
  if (auto last = turn.store.newest_text(to, Purpose::alarm)) {
    if (last->state == delivery::State::queued && last->next_part == 1) return merge(turn, *last, alarm);
    const auto told = last->sent_at.value_or(last->created);
    // One from the future was written by a clock that was wrong.
    if (told <= turn.now) when = std::max(when, told + turn.rules.alarms.at_most_every);
    if (when > turn.now && last->text.find(alarm) != std::string::npos) return;
  }
  put(turn, to, turn.rules.templates.render("ALARM", {{"txt", alarm}}), Purpose::alarm, std::nullopt, when);
}

}  // namespace

void alarm(Turn& turn, const std::string& text) {
  for (const auto& phone : turn.rules.alarms.phones) tell(turn, turn.person(phone), text);
}

}  // namespace lapor::engine
