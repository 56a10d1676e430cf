#include "engine/tickets/deliveries.hpp"

#include "engine/tickets/ticket_editor.hpp"

namespace lapor::engine {
namespace {

bool is_forward(NotificationKind kind) { return kind != NotificationKind::escalation; }

/// Calls `handle` for each ticket that the message forwarded and that still waits.
template <class Handle>
void for_each_waiting(Transaction& tx, OutboundId message, Handle handle) {
  for (const auto& notification : tx.store.notifications_in(message)) {
    if (!is_forward(notification.kind)) continue;
    auto t = tx.store.ticket(notification.ticket);
    if (t && ticket::waits_for_answer(t->state)) handle(notification, std::move(*t));
  }
}

void apply(Transaction& tx, const MessageSent& sent) {
  for_each_waiting(tx, sent.message, [&](const Notification&, Ticket t) {
    if (t.forwarded_at) return;
    TicketEditor edit(tx, std::move(t));
    edit.forward_sent();
    edit.save();
  });
}

void apply(Transaction& tx, const MessageLost& lost) {
  for_each_waiting(tx, lost.message, [&](const Notification& n, Ticket t) {
    TicketEditor edit(tx, std::move(t));
    if (tx.store.live_notifications(n.ticket, n.kind, n.sequence) > 0)
      edit.record(RecordKind::forward_lost, Actor::gateway(),
                  "one phone of " + edit->agency + ": " + lost.why);
    else
      edit.forward_unreachable(lost.why);
    edit.save();
  });
}

}  // namespace

void apply_deliveries(Transaction& tx) {
  const auto deliveries = std::exchange(tx.deliveries, {});
  for (const auto& delivery : deliveries) std::visit([&](const auto& one) { apply(tx, one); }, delivery);
}

}  // namespace lapor::engine
