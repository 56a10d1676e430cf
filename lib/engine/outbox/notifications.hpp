// From notifications to messages: made when they are due, taken back when nobody needs them any more.
#pragma once
#include <vector>

#include "engine/model/notification.hpp"
#include "engine/model/ticket.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Notifies these contacts of a ticket, once each for a kind and sequence, not before `due`. Contacts of
/// excluded agencies are left out.
void notify_once(Transaction& tx, const Ticket& ticket, NotificationKind kind, unsigned sequence,
                 const std::vector<routing::Contact>& to, Instant due);

/// Makes messages of the notifications that are due: one for each forward (or one digest a contact, where
/// forwards are collected), one escalation message a contact within escalation_gap, inside the window unless
/// urgent.
void send_notifications(Transaction& tx);

/// The agency answered: its superiors need not hear of its silence. A queued message that told of nothing
/// else expires; one that tells of other tickets too is composed again.
void withdraw_escalations(Transaction& tx, TicketId ticket);
/// The ticket is closed or goes elsewhere: the same for everything about it.
void withdraw_all(Transaction& tx, TicketId ticket);

}  // namespace lapor::engine
