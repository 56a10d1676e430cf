// Joins stored segments to a message, and handles it.
#pragma once
#include <string>
#include <vector>

#include "engine/model/inbound.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// `modem`: which brought the last one; empty where none did. Gaps are marked.
void join_segments(Transaction& tx, const ConcatGroup& group, const std::vector<WaitingSegment>& waiting,
                   const std::string& modem, bool gap);
/// A segment of a message that was joined without it: its words go to the same ticket. Returns false where
/// there is no such message.
bool append_late_segment(Transaction& tx, const ConcatGroup& group, SegmentId id, const std::u16string& text);

}  // namespace lapor::engine
