// From the segments of a long text to a message: joined when it is complete, or when nobody waits any longer.
#pragma once
#include "engine/model/inbound.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// Takes up a stored segment of a long text. \pre segment.concat
void receive_concat_segment(Transaction& tx, const NewSegment& segment, SegmentId id);
/// Handles messages whose missing segments never came, with the gap marked.
void complete_stale(Transaction& tx);

}  // namespace lapor::engine
