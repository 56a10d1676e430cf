#include "engine/outbox/compose.hpp"

#include "base/utf8.hpp"
#include "domain/replies/redact.hpp"
#include "domain/sms/segmentation.hpp"
#include "domain/ticket/number.hpp"
#include "engine/deadlines/deadlines.hpp"

namespace lapor::engine {
namespace {

Duration lifetime(Purpose purpose, const Delivery& delivery) {
  const bool to_agency =
      purpose == Purpose::forward || purpose == Purpose::escalation || purpose == Purpose::urgent;
  return to_agency ? delivery.expire_forwards : delivery.expire_replies;
}

/// A deadline in working days; clock time counts as its days, rounded up.
std::string working_days(const calendar::Span& span) {
  const auto days =
      span.working_days ? span.working_days : std::chrono::ceil<std::chrono::days>(span.clock).count();
  return std::to_string(days);
}

std::string label_of(const Rules& rules, const Ticket& t) {
  const auto* category = rules.vocabulary.category(t.category);
  if (!category) return "LAIN";
  return category->label.empty() ? category->code : category->label;
}

/// Until the agency answers, the date of its answer; from then on the date by which it must be resolved.
Instant target_of(const Ticket& t, Instant now) {
  return (ticket::waits_for_answer(t.state) ? t.due_at : t.resolution_due).value_or(now);
}

}  // namespace

replies::Fields ticket_fields(const Rules& rules, Instant now, const Ticket& t) {
  const auto& calendar = rules.calendar;
  const auto since = t.forwarded_at.value_or(t.created);
  const auto& agency = rules.directory.holder(t.agency);
  const auto words = replies::redact(t.text);  // no text repeats a number to any reader
  return {
      {"t", ticket::number(t.id)},
      {"cat", label_of(rules, t)},
      {"opd", agency.code},
      {"dinas", agency.short_name.empty() ? agency.code : agency.short_name},
      {"layanan", rules.name},
      {"st", std::string(ticket::indonesian(t.state))},
      {"tgl", calendar.short_date(since)},
      {"jam", calendar.short_time(since)},
      {"zona", calendar.zone_mark()},
      {"target", calendar.short_date(target_of(t, now))},
      {"lvl", std::to_string(t.level)},
      {"txt", words},
      {"isi", words},
      {"n", "1"},
      {"hk", working_days(resolution_time(rules.deadlines, t.service_class))},
  };
}

replies::Fields question_fields(const Rules& rules, const std::string& question) {
  return {{"q", replies::redact(question)}, {"hk", working_days(rules.deadlines.clarify)}};
}

std::string compose(const Transaction& tx, replies::Code code, const Ticket& t,
                    const replies::Fields& extra) {
  auto fields = ticket_fields(tx.rules, tx.now, t);
  for (const auto& [name, value] : extra) fields[name] = value;
  return tx.rules.templates.render(code, fields);
}

void reword(Transaction& tx, OutboundMessage& message, const std::string& text) {
  message.text = utf8::visible(text);
  message.segments = static_cast<unsigned>(sms::segment_count(message.text));
  if (message.segments > 1) message.concat_reference = tx.store.next_reference(message.to);
}

OutboundId enqueue_message(Transaction& tx, PersonId to, std::string text, Purpose purpose,
                           std::optional<TicketId> ticket, Instant not_before,
                           std::optional<InboundId> answers) {
  text = utf8::visible(text);  // every text of any writer passes here
  NewOutboundMessage message;
  message.to = to;
  message.purpose = purpose;
  message.ticket = ticket;
  message.answers = answers;
  message.segments = static_cast<unsigned>(sms::segment_count(text));
  if (message.segments > 1) message.concat_reference = tx.store.next_reference(to);
  message.created = tx.now;
  message.not_before = not_before;
  message.expires = not_before + lifetime(purpose, tx.rules.delivery);
  message.text = std::move(text);
  return tx.store.enqueue(message);
}

}  // namespace lapor::engine
