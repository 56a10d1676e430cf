// From a segment on a SIM to a whole message, and from a message to whoever handles it.
#pragma once
#include "engine/api/events.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Stores the segment, joins it with those that wait, and handles a message that is complete. The slot is
/// freed in every case.
void receive_segment(Transaction& tx, const SegmentReceived& event);
/// Quarantines a slot that can't be read, as it is, and frees it.
void quarantine_unreadable(Transaction& tx, const SlotUnreadable& event);
/// Handles messages whose missing segments never came, with the gap marked.
void complete_stale(Transaction& tx);

}  // namespace lapor::engine
