// Notifications, until each is in a message.
#include "store/rows.hpp"
#include "store/store.hpp"

namespace lapor::store {

#define SELECT_NOTICE "SELECT " LAPOR_NOTICE_COLUMNS " FROM notice "

void SqlStore::add_notification_once(const engine::Notification& n) {
  tx().query(
          "INSERT INTO notice (kind, ticket, recipient, round, urgent, due_ms) VALUES (?, ?, ?, ?, ?, ?) "
          "ON CONFLICT (ticket, recipient, kind, round) DO NOTHING",
          engine::name(n.kind), n.ticket, n.to, n.sequence, n.urgent, n.due)
      .run();
}

std::vector<engine::Notification> SqlStore::pending_notifications(Instant due_by, std::size_t limit) {
  // by time first, so that a night's many later rows aren't read; the due ones are then sorted
  return all(tx().query(SELECT_NOTICE "INDEXED BY notice_unsent WHERE outgoing IS NULL AND due_ms <= ? "
                                      "ORDER BY recipient, due_ms, id LIMIT ?",
                        due_by, sql_limit(limit)),
             read_notice);
}

std::vector<engine::Notification> SqlStore::notifications_in(OutboundId text) {
  return all(tx().query(SELECT_NOTICE "WHERE outgoing = ? ORDER BY id", text), read_notice);
}

void SqlStore::assign_to_message(NotificationId notification, OutboundId text) {
  tx().query("UPDATE notice SET outgoing = ? WHERE id = ?", text, notification).run();
  tx().must_change("notice");
}

void SqlStore::postpone_notification(NotificationId notification, Instant due) {
  tx().query("UPDATE notice SET due_ms = ? WHERE id = ?", due, notification).run();
  tx().must_change("notice");
}

void SqlStore::requeue_notification(NotificationId notification, Instant due) {
  tx().query("UPDATE notice SET outgoing = NULL, due_ms = ? WHERE id = ?", due, notification).run();
  tx().must_change("notice");
}

void SqlStore::drop_pending_notifications(TicketId ticket, engine::NotificationKind kind) {
  tx().query("DELETE FROM notice WHERE ticket = ? AND kind = ? AND outgoing IS NULL", ticket,
             engine::name(kind))
      .run();
}

std::vector<OutboundId> SqlStore::queued_with_notification(TicketId ticket, engine::NotificationKind kind) {
  return all(
      tx().query(
          "SELECT id FROM outgoing WHERE id IN (SELECT outgoing FROM notice WHERE ticket = ? AND kind = ?) "
          "AND state = 'queued' AND next_part = 1 ORDER BY id",
          ticket, engine::name(kind)),
      [](const Query& row) { return OutboundId{row.integer(0)}; });
}

void SqlStore::drop_notifications(OutboundId text, TicketId ticket, engine::NotificationKind kind) {
  tx().query("DELETE FROM notice WHERE outgoing = ? AND ticket = ? AND kind = ?", text, ticket,
             engine::name(kind))
      .run();
}

unsigned SqlStore::live_notifications(TicketId ticket, engine::NotificationKind kind, unsigned sequence) {
  auto row = tx().query(
      "SELECT count(*) FROM notice AS n LEFT JOIN outgoing AS o ON o.id = n.outgoing WHERE n.ticket = ? "
      "AND n.kind = ? AND n.round = ? AND (o.id IS NULL OR o.state NOT IN ('failed', 'expired'))",
      ticket, engine::name(kind), sequence);
  return static_cast<unsigned>(row.first("count").integer(0));
}

std::optional<engine::OutboundMessage> SqlStore::newest_message(PersonId to, engine::Purpose purpose) {
  auto row = tx().query("SELECT " LAPOR_OUTGOING_COLUMNS
                        " FROM outgoing INDEXED BY outgoing_purpose WHERE recipient = ? AND "
                        "purpose = ? ORDER BY created_ms DESC, id DESC LIMIT 1",
                        to, engine::name(purpose));
  if (!row.step()) return std::nullopt;
  return read_outgoing(row);
}

}  // namespace lapor::store
