#include "engine/outbox/notification_texts.hpp"

#include <algorithm>
#include <set>

#include "base/expect.hpp"
#include "domain/replies/redact.hpp"
#include "domain/routing/excerpt.hpp"
#include "domain/ticket/number.hpp"
#include "engine/outbox/compose.hpp"

namespace lapor::engine {
namespace {

using replies::Code;

/// "1000015 JALAN, 1000023 AIR": as many as fit the field; {n} counts the rest.
std::string list_of(Transaction& tx, const std::vector<Ticket>& tickets) {
  std::vector<std::string> items;
  for (const auto& t : tickets)
    items.push_back(ticket::number(t.id) +
                    (t.category.empty() ? "" : " " + ticket_fields(tx.rules, tx.now, t)["cat"]));
  return replies::list(items, tickets.size());
}

bool is_own_operator(Transaction& tx, PersonId person, const Ticket& t) {
  const auto* agency = tx.rules.directory.find(t.agency);
  if (!agency) return false;
  const auto phone = tx.store.address(person).text;
  const auto operators = tx.rules.directory.exactly(*agency, routing::Role::operator_);
  return std::any_of(operators.begin(), operators.end(), [&](const auto& c) { return c.phone == phone; });
}

replies::Fields many(Transaction& tx, const std::vector<Ticket>& tickets) {
  return {{"n", std::to_string(tickets.size())}, {"list", list_of(tx, tickets)}};
}

std::string reminder_text(Transaction& tx, const std::vector<Ticket>& tickets) {
  auto fields = many(tx, tickets);
  if (const auto due = tickets.front().due_at) {
    fields["tgl"] = tx.rules.calendar.short_date(*due);
    fields["jam"] = tx.rules.calendar.short_time(*due);
  }
  return compose(tx, Code::opd_remind, tickets.front(), fields);
}

std::string escalation_text(Transaction& tx, const std::vector<Ticket>& tickets) {
  const auto& first = tickets.front();
  auto fields = many(tx, tickets);
  if (tickets.size() > 1) return compose(tx, Code::opd_esc_many, first, fields);
  if (!first.forwarded_at) return compose(tx, Code::opd_unreached, first, fields);
  fields["n"] = std::to_string(std::max(1U, tx.store.count_unanswered(first.agency)));
  return compose(tx, Code::opd_esc, first, fields);
}

/// If its agency wants one, a PIN is added at the end. The report's words are cut so that all fits in one
/// SMS.
std::string with_proof_word(Transaction& tx, Code code, const Ticket& t, replies::Fields fields) {
  const auto mark = proof_mark(tx, t);
  if (!mark.empty()) {
    fields["txt"] = replies::shorten(fields["txt"], replies::field_limit("txt") - mark.size());
  }
  return compose(tx, code, t, fields) + mark;
}

}  // namespace

std::vector<Ticket> tickets_of(Transaction& tx, const std::vector<Notification>& notifications) {
  std::vector<Ticket> tickets;
  std::set<TicketId> seen;
  for (const auto& n : notifications)
    if (seen.insert(n.ticket).second)
      if (auto t = tx.store.ticket(n.ticket)) tickets.push_back(std::move(*t));
  std::stable_sort(tickets.begin(), tickets.end(), [](const auto& a, const auto& b) {
    return a.due_at.value_or(Instant::max()) < b.due_at.value_or(Instant::max());
  });
  return tickets;
}

std::string proof_mark(Transaction& tx, const Ticket& t) {
  const auto* agency = tx.rules.directory.find(t.agency);
  if (!agency || !agency->proof_by_word) return {};
  const auto word = tx.store.proof_word(t.id);
  return word.empty() ? word : ". PIN " + word;
}

std::string forward_text(Transaction& tx, const Notification& notification, const Ticket& t) {
  const auto& deadlines = tx.rules.deadlines;
  const auto due = tx.rules.calendar.add(tx.now, t.urgent ? deadlines.urgent : deadlines.first_response);
  replies::Fields fields{{"tgl", tx.rules.calendar.short_date(due)},
                         {"jam", tx.rules.calendar.short_time(due)}};
  if (t.state == ticket::State::verifying && !t.return_reason.empty()) {
    fields["txt"] = t.return_reason;
    return compose(tx, Code::opd_decide, t, fields);
  }
  fields["txt"] =
      replies::redact(routing::excerpt(t.text, t.category, tx.rules.vocabulary, replies::field_limit("txt")));
  const bool reopened = notification.kind == NotificationKind::reopened;
  return with_proof_word(tx, reopened ? Code::opd_reopened : Code::opd_new, t, fields);
}

std::string digest_text(Transaction& tx, const std::vector<Notification>& notifications) {
  LAPOR_EXPECT(!notifications.empty());
  const auto tickets = tickets_of(tx, notifications);
  return compose(tx, Code::opd_digest, tickets.front(), many(tx, tickets));
}

std::string steps_text(Transaction& tx, PersonId to, const std::vector<Ticket>& tickets) {
  LAPOR_EXPECT(!tickets.empty());
  const bool own =
      std::all_of(tickets.begin(), tickets.end(), [&](const auto& t) { return is_own_operator(tx, to, t); });
  return own ? reminder_text(tx, tickets) : escalation_text(tx, tickets);
}

}  // namespace lapor::engine
