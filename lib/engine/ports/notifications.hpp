// Notifications: pending, or in a message.
#pragma once
#include <cstddef>
#include <vector>

#include "engine/model/notification.hpp"

namespace lapor::engine {

class NotificationsPort {
 public:
  virtual ~NotificationsPort() = default;
  /// Adds a pending notification. Does nothing if one of the same ticket, recipient, kind and sequence
  /// exists.
  virtual void add_notification_once(const Notification& notification) = 0;
  /// Pending ones due by then, ordered by recipient, then by due time.
  virtual std::vector<Notification> pending_notifications(Instant due_by, std::size_t limit) = 0;
  /// The notifications that this message carries; empty if it carries none.
  virtual std::vector<Notification> notifications_in(OutboundId message) = 0;
  /// The notification is in this message. \throws StoreFailure where there is no such notification; the next
  /// two, too
  virtual void assign_to_message(NotificationId notification, OutboundId message) = 0;
  /// Delays the notification: it is not due before `due`.
  virtual void postpone_notification(NotificationId notification, Instant due) = 0;
  /// The notification's message won't be sent: it is pending again, and not due before `due`.
  virtual void requeue_notification(NotificationId notification, Instant due) = 0;
  /// Removes the pending ones of this ticket and kind.
  virtual void drop_pending_notifications(TicketId ticket, NotificationKind kind) = 0;
  /// Queued messages, none of whose segments has left, that tell of this ticket in this way.
  virtual std::vector<OutboundId> queued_with_notification(TicketId ticket, NotificationKind kind) = 0;
  /// Removes the notifications of this ticket and kind from a message.
  virtual void drop_notifications(OutboundId message, TicketId ticket, NotificationKind kind) = 0;
  /// Counts those of this kind and sequence that reached their recipients or still may.
  virtual unsigned live_notifications(TicketId ticket, NotificationKind kind, unsigned sequence) = 0;
};

}  // namespace lapor::engine
