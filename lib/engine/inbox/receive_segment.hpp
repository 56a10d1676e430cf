// From a segment on a SIM to a whole message, and from a message to its handler.
#pragma once
#include "engine/api/events.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Stores the segment, joins it with those that wait, and handles a message that is complete. The slot is
/// freed in every case. `worker_up`: since when the modem's worker reads. A segment without a service centre
/// time that was received before is the same one read again; since then it is a new one with the same words.
void receive_segment(Transaction& tx, const SegmentReceived& event, Instant worker_up);
/// Quarantines a slot that can't be read, as it is, and frees it.
void quarantine_unreadable(Transaction& tx, const SlotUnreadable& event);
/// The coordinator has seen to it: the queue shows it no longer. Answered by QuarantineDismissed or
/// OrderRefused.
void dismiss_unread(Transaction& tx, const UnreadDismissed& event);
/// Keeps a draft or a sent text of a former phone in quarantine, and frees its slot.
void export_leftover(Transaction& tx, const LeftoverFound& event);

}  // namespace lapor::engine
