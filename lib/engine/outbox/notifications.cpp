#include "engine/outbox/notifications.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/expect.hpp"
#include "domain/routing/conflict_of_interest.hpp"
#include "engine/outbox/compose.hpp"
#include "engine/outbox/message_lifecycle.hpp"
#include "engine/outbox/notification_texts.hpp"
#include "engine/outbox/recipient_limit.hpp"

namespace lapor::engine {
namespace {

constexpr std::size_t at_once = 5000;

using Notifications = std::vector<Notification>;

bool is_escalation(const Notification& n) { return n.kind == NotificationKind::escalation; }
bool is_collectable(const Notification& n) { return !is_escalation(n) && !n.urgent; }

void assign(Transaction& tx, const Notifications& notifications, OutboundId message) {
  for (const auto& n : notifications) tx.store.assign_to_message(n.id, message);
}

/// Notifications that were pending when a backup was restored are merged into one message for each contact.
bool was_pending_before_restore(Transaction& tx, const Notification& n) {
  const auto last = tx.store.get<settings::LastNotificationBeforeRestore>();
  return last && n.id <= last->id;
}

void send_forwards(Transaction& tx, PersonId to, const Notifications& notifications) {
  const bool collect = tx.rules.forwarding.collect > Duration{0} ||
                       notifications.size() > tx.rules.limits.texts_per_phone_per_hour;
  Notifications digest;
  for (const auto& n : notifications) {
    if (notifications.size() > 1 && !n.urgent && (collect || was_pending_before_restore(tx, n))) {
      digest.push_back(n);
    } else if (const auto t = tx.store.ticket(n.ticket)) {
      const auto purpose = n.urgent ? Purpose::urgent : Purpose::forward;
      assign(tx, {n}, enqueue_message(tx, to, forward_text(tx, n, *t), purpose, n.ticket, tx.now));
    }
  }
  if (digest.empty()) return;
  assign(tx, digest,
         enqueue_message(tx, to, digest_text(tx, digest), Purpose::forward, std::nullopt, tx.now));
}

void send_escalations(Transaction& tx, PersonId to, const Notifications& notifications) {
  const auto tickets = tickets_of(tx, notifications);
  if (tickets.empty()) return;
  const bool urgent =
      std::any_of(notifications.begin(), notifications.end(), [](const auto& n) { return n.urgent; });
  const auto about = tickets.size() == 1 ? std::optional(tickets.front().id) : std::nullopt;
  const auto purpose = urgent ? Purpose::urgent : Purpose::escalation;
  assign(tx, notifications, enqueue_message(tx, to, steps_text(tx, to, tickets), purpose, about, tx.now));
}

/// The earliest time of its message: the sending window, what the phone may get in an hour and, for
/// escalations, the gap after the last message to this contact.
Instant earliest(Transaction& tx, const Notification& n) {
  auto when = tx.now;
  if (n.urgent) return when;
  if (is_escalation(n))
    // One from the future was written by a clock that was wrong.
    if (const auto last = tx.store.newest_message(n.to, Purpose::escalation); last && last->created <= tx.now)
      when = std::max(when, last->created + tx.rules.forwarding.escalation_gap);
  return tx.rules.forwarding.window.next_open(earliest_within_limit(tx, n.to, when), tx.rules.calendar);
}

/// If forwards are collected, all that wait go in one digest with the first that is due.
Notifications with_collected(Transaction& tx, Notifications soon) {
  std::set<PersonId> gets_one_now;
  for (const auto& n : soon)
    if (n.due <= tx.now && is_collectable(n)) gets_one_now.insert(n.to);
  std::erase_if(soon, [&](const auto& n) {
    return n.due > tx.now && !(is_collectable(n) && gets_one_now.contains(n.to));
  });
  return soon;
}

/// One recipient's notifications are never split over two batches: that would send them two texts.
void cut_last_recipient(Notifications& batch) {
  if (batch.size() < at_once) return;
  const auto last = batch.back().to;
  const auto cut = std::find_if(batch.begin(), batch.end(), [&](const auto& n) { return n.to == last; });
  if (cut != batch.begin()) batch.erase(cut, batch.end());
}

/// The notifications that are due. Escalations wait until every ticket whose step is due has taken it, so
/// that they can be merged.
Notifications due_notifications(Transaction& tx) {
  auto due = tx.store.pending_notifications(tx.now + tx.rules.forwarding.collect, at_once);
  cut_last_recipient(due);
  due = with_collected(tx, std::move(due));
  const auto can_wait = [](const auto& n) { return is_escalation(n) && !n.urgent; };
  if (std::none_of(due.begin(), due.end(), can_wait) || tx.store.with_timer_due(tx.now, 1).empty())
    return due;
  std::erase_if(due, can_wait);
  return due;
}

/// The words of a queued message after some of its notifications were withdrawn.
std::string words_of(Transaction& tx, const OutboundMessage& message, const Notifications& left) {
  if (is_escalation(left.front())) return steps_text(tx, message.to, tickets_of(tx, left));
  if (left.size() > 1) return digest_text(tx, left);
  const auto t = tx.store.ticket(left.front().ticket);
  LAPOR_EXPECT(t);
  return forward_text(tx, left.front(), *t);
}

void withdraw(Transaction& tx, TicketId ticket, NotificationKind kind) {
  tx.store.drop_pending_notifications(ticket, kind);
  for (const auto id : tx.store.queued_with_notification(ticket, kind)) {
    auto message = tx.store.message(id);
    tx.store.drop_notifications(id, ticket, kind);
    const auto left = tx.store.notifications_in(id);
    if (left.empty()) {
      if (!apply_event(tx, message, delivery::Event::expire)) continue;
      message.error = "answered or withdrawn before it went";
    } else {
      reword(tx, message, words_of(tx, message, left));
    }
    tx.store.update(message);
  }
}

}  // namespace

void notify_once(Transaction& tx, const Ticket& t, NotificationKind kind, unsigned sequence,
                 const std::vector<routing::Contact>& to, Instant due) {
  for (const auto& contact : to) {
    if (routing::belongs_to(tx.rules.directory, t.excluded_agencies, contact.phone)) continue;
    Notification notification;
    notification.kind = kind;
    notification.ticket = t.id;
    notification.to = tx.person(contact.phone);
    notification.sequence = sequence;
    notification.urgent = t.urgent;
    notification.due = due;
    tx.store.add_notification_once(notification);
  }
}

void send_notifications(Transaction& tx) {
  struct Due {
    Notifications forwards, escalations;
  };
  std::map<PersonId, Due> by_recipient;
  for (const auto& n : due_notifications(tx)) {
    if (const auto when = earliest(tx, n); when > tx.now) {
      tx.store.postpone_notification(n.id, when);
      continue;
    }
    auto& due = by_recipient[n.to];
    (is_escalation(n) ? due.escalations : due.forwards).push_back(n);
  }
  for (const auto& [person, due] : by_recipient) {
    send_forwards(tx, person, due.forwards);
    if (!due.escalations.empty()) send_escalations(tx, person, due.escalations);
  }
}

void withdraw_escalations(Transaction& tx, TicketId ticket) {
  withdraw(tx, ticket, NotificationKind::escalation);
}

void withdraw_all(Transaction& tx, TicketId ticket) {
  for (const auto kind :
       {NotificationKind::escalation, NotificationKind::forward, NotificationKind::reopened})
    withdraw(tx, ticket, kind);
}

}  // namespace lapor::engine
