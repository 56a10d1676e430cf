#include "engine/outbox/notifications.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "domain/replies/redact.hpp"
#include "domain/sms/segmentation.hpp"
#include "domain/ticket/number.hpp"
#include "engine/housekeeping/after_restore.hpp"
#include "engine/outbox/compose.hpp"
#include "engine/sending/delivery.hpp"
#include "engine/tickets/casework.hpp"

namespace lapor::engine {
namespace {

constexpr std::size_t notifications_at_once = 5000;

/// "1000015 JALAN, 1000023 AIR": as many as fit the field; the rest is in {n}.
std::string list_of(Transaction& tx, const std::vector<Ticket>& tickets) {
  std::vector<std::string> items;
  for (const auto& t : tickets)
    items.push_back(ticket::number(t.serial) + (t.category.empty() ? "" : " " + fields_of(tx, t)["cat"]));
  return replies::list(items, tickets.size());
}

/// The report as an agency may read it: no numbers of persons; a confidential one keeps its words.
std::string report_text(const Ticket& t) { return replies::redact(t.text); }

std::string forward_text(Transaction& tx, const Notification& notification, const Ticket& t) {
  auto fields = fields_of(tx, t);
  fields["txt"] = fields["isi"] = report_text(t);
  const auto& deadlines = tx.rules.deadlines;
  const auto due = tx.rules.calendar.add(tx.now, t.urgent ? deadlines.urgent : deadlines.first_response);
  fields["tgl"] = tx.rules.calendar.short_date(due);
  fields["jam"] = tx.rules.calendar.short_time(due);
  if (t.state == ticket::State::verifying && !t.return_reason.empty()) {
    fields["txt"] = t.return_reason;
    return tx.rules.templates.render("OPD_DECIDE", fields);
  }
  return tx.rules.templates.render(
      notification.kind == NotificationKind::reopened ? "OPD_REOPENED" : "OPD_NEW", fields);
}

/// The ladder's word to one contact about one ticket, or about several, the most overdue first.
std::string ladder_text(Transaction& tx, const std::vector<Ticket>& tickets, bool own_agency_operator) {
  const auto& first = tickets.front();
  auto fields = fields_of(tx, first);
  fields["txt"] = fields["isi"] = report_text(first);
  fields["n"] = std::to_string(tickets.size());
  fields["list"] = list_of(tx, tickets);
  if (own_agency_operator) {
    if (first.due_at) {
      fields["tgl"] = tx.rules.calendar.short_date(*first.due_at);
      fields["jam"] = tx.rules.calendar.short_time(*first.due_at);
    }
    return tx.rules.templates.render("OPD_REMIND", fields);
  }
  if (tickets.size() > 1) return tx.rules.templates.render("OPD_ESC_MANY", fields);
  if (!first.forwarded_at) return tx.rules.templates.render("OPD_UNREACHED", fields);
  fields["n"] = std::to_string(std::max(1U, tx.store.count_unanswered(first.agency)));
  return tx.rules.templates.render("OPD_ESC", fields);
}

/// The reader works the phone of the agency that has this ticket.
bool is_operator(Transaction& tx, PersonId person, const Ticket& t) {
  const auto* agency = tx.rules.directory.find(t.agency);
  if (!agency) return false;
  const auto phone = tx.store.address(person).text;
  const auto operators = tx.rules.directory.exactly(*agency, routing::Role::operator_);
  return std::any_of(operators.begin(), operators.end(), [&](const auto& c) { return c.phone == phone; });
}

struct Owed {
  std::vector<Notification> reports, steps;
};

void assign(Transaction& tx, const std::vector<Notification>& notifications, OutboundId text) {
  for (const auto& n : notifications) tx.store.assign(n.id, text);
}

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

std::string digest_text(Transaction& tx, const std::vector<Notification>& notifications) {
  const auto tickets = tickets_of(tx, notifications);
  auto fields = fields_of(tx, tickets.front());
  fields["n"] = std::to_string(tickets.size());
  fields["list"] = list_of(tx, tickets);
  return tx.rules.templates.render("OPD_DIGEST", fields);
}

std::string steps_text(Transaction& tx, PersonId to, const std::vector<Ticket>& tickets) {
  const bool own =
      std::all_of(tickets.begin(), tickets.end(), [&](const auto& t) { return is_operator(tx, to, t); });
  return ladder_text(tx, tickets, own);
}

void send_reports(Transaction& tx, PersonId to, const std::vector<Notification>& notifications) {
  const bool collect = tx.rules.forwarding.collect > Duration{0};
  std::vector<Notification> digest;
  for (const auto& n : notifications) {
    if (notifications.size() > 1 && !n.urgent && (collect || was_pending_before_restore(tx, n))) {
      digest.push_back(n);
    } else if (const auto t = tx.store.ticket(n.ticket)) {
      const auto purpose = n.urgent ? Purpose::urgent : Purpose::forward;
      assign(tx, {n}, put(tx, to, forward_text(tx, n, *t), purpose, n.ticket, tx.now));
    }
  }
  if (digest.empty()) return;
  assign(tx, digest, put(tx, to, digest_text(tx, digest), Purpose::forward, std::nullopt, tx.now));
}

void send_steps(Transaction& tx, PersonId to, const std::vector<Notification>& notifications) {
  const auto tickets = tickets_of(tx, notifications);
  if (tickets.empty()) return;
  const bool urgent =
      std::any_of(notifications.begin(), notifications.end(), [](const auto& n) { return n.urgent; });
  const auto about = tickets.size() == 1 ? std::optional(tickets.front().serial) : std::nullopt;
  const auto text = steps_text(tx, to, tickets);
  assign(tx, notifications, put(tx, to, text, urgent ? Purpose::urgent : Purpose::escalation, about, tx.now));
}

/// Not before this: the window, and for the ladder the gap after the last text to this contact.
Instant earliest(Transaction& tx, PersonId to, const Notification& n) {
  auto when = tx.now;
  if (n.urgent) return when;
  if (n.kind == NotificationKind::escalation)
    // One from the future was written by a clock that was wrong.
    if (const auto last = tx.store.newest_text(to, Purpose::escalation); last && last->created <= tx.now)
      when = std::max(when, last->created + tx.rules.forwarding.escalation_gap);
  return tx.rules.forwarding.window.next_open(when, tx.rules.calendar);
}

bool is_report(const Notification& n) { return n.kind != NotificationKind::escalation && !n.urgent; }

/// Where reports are collected, those that wait go with the first that is due, in one digest.
std::vector<Notification> with_collected(Transaction& tx, std::vector<Notification> soon) {
  std::set<PersonId> sent_reports;
  for (const auto& n : soon)
    if (n.due <= tx.now && is_report(n)) sent_reports.insert(n.to);
  std::erase_if(
      soon, [&](const auto& n) { return n.due > tx.now && !(is_report(n) && sent_reports.contains(n.to)); });
  return soon;
}

/// What is due, whole for each recipient: nobody gets two texts because a batch ended between them. Steps
/// wait until every ticket that is due has climbed.
std::vector<Notification> due_notifications(Transaction& tx) {
  auto due = tx.store.pending_notifications(tx.now + tx.rules.forwarding.collect, notifications_at_once);
  if (due.size() == notifications_at_once) {
    const auto last = due.back().to;
    const auto cut = std::find_if(due.begin(), due.end(), [&](const auto& n) { return n.to == last; });
    if (cut != due.begin()) due.erase(cut, due.end());
  }
  due = with_collected(tx, std::move(due));
  if (due.empty()) return due;
  const bool climbing = !tx.store.with_timer_due(tx.now, 1).empty();
  if (climbing)
    std::erase_if(due, [](const auto& n) { return n.kind == NotificationKind::escalation && !n.urgent; });
  return due;
}

/// What a queued text still has to say, now that some of its notices are gone.
std::string reworded(Transaction& tx, const OutboundMessage& text, const std::vector<Notification>& left) {
  if (left.front().kind == NotificationKind::escalation) return steps_text(tx, text.to, tickets_of(tx, left));
  if (left.size() > 1) return digest_text(tx, left);
  return forward_text(tx, left.front(), *tx.store.ticket(left.front().ticket));
}

void withdraw(Transaction& tx, const Ticket& t, NotificationKind kind) {
  tx.store.drop_pending_notifications(t.serial, kind);
  for (const auto id : tx.store.queued_with_notification(t.serial, kind)) {
    auto text = tx.store.message(id);
    tx.store.drop_notifications(id, t.serial, kind);
    const auto left = tx.store.notifications_in(id);
    if (left.empty()) {
      if (!move(tx, text, delivery::Event::expire)) continue;
      text.error = "answered or withdrawn before it went";
    } else {
      text.text = reworded(tx, text, left);
      text.parts = static_cast<unsigned>(sms::segment_count(text.text));
    }
    tx.store.update(text);
  }
}

}  // namespace

void send_notifications(Transaction& tx) {
  std::map<PersonId, Owed> owed;
  for (const auto& n : due_notifications(tx)) {
    if (const auto when = earliest(tx, n.to, n); when > tx.now) {
      tx.store.postpone(n.id, when);
      continue;
    }
    auto& mine = owed[n.to];
    (n.kind == NotificationKind::escalation ? mine.steps : mine.reports).push_back(n);
  }
  for (const auto& [person, notifications] : owed) {
    send_reports(tx, person, notifications.reports);
    if (!notifications.steps.empty()) send_steps(tx, person, notifications.steps);
  }
}

void withdraw_steps(Transaction& tx, const Ticket& t) { withdraw(tx, t, NotificationKind::escalation); }

void withdraw_all(Transaction& tx, const Ticket& t) {
  for (auto kind : {NotificationKind::escalation, NotificationKind::forward, NotificationKind::reopened})
    withdraw(tx, t, kind);
}

}  // namespace lapor::engine
