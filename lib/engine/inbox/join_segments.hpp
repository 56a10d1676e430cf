// Joins stored segments to a message, and handles it.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "engine/model/inbound.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// `segments`: one of each number. `repeats`: the same once more; they go to the same message, unread.
/// `modem`: which brought the last one; empty if none did. Gaps are marked.
void join_segments(Transaction& tx, const ConcatGroup& group, const std::vector<WaitingSegment>& segments,
                   std::span<const SegmentId> repeats, const std::string& modem, bool gap,
                   sms::Extent extent);
/// A segment that fills a gap of this message: its words go to the same ticket.
void append_late_segment(Transaction& tx, const ConcatGroup& group, SegmentId id, const sms::Piece& piece,
                         InboundId message);

}  // namespace lapor::engine
