// From a part on a SIM to a whole text, and from a text to whoever obeys it. Internal to lib/engine.
#pragma once
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Remembers the part, joins it with those that wait, obeys a text that is whole. The slot is freed in every
/// case.
void receive_segment(Transaction& tx, const SegmentReceived& event);
/// A slot that can't be read is kept as it is, for a person, and freed.
void quarantine_unreadable(Transaction& tx, const SlotUnreadable& event);
/// Texts whose missing parts never came: taken with the gap marked.
void complete_stale(Transaction& tx);

}  // namespace lapor::engine
