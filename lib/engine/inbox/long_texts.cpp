#include "engine/inbox/long_texts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/expect.hpp"
#include "base/utf8.hpp"
#include "domain/sms/reassembly.hpp"
#include "engine/inbox/join_segments.hpp"

namespace lapor::engine {
namespace {

/// So long after its message was joined a segment may still belong to it.
constexpr auto late_segment_life = std::chrono::hours(1);
constexpr std::size_t stale_at_once = 50;
/// More than any text has: such a group isn't waited for.
constexpr std::size_t most_waiting = 300;

sms::Extent extent_of(Transaction& tx, const ConcatGroup& group) {
  return {group.concat.total, tx.rules.limits.max_parts_in};
}

std::vector<sms::Piece> pieces_of(const std::vector<WaitingSegment>& waiting) {
  std::vector<sms::Piece> pieces;
  for (const auto& segment : waiting) pieces.push_back(segment.piece);
  return pieces;
}

std::vector<WaitingSegment> chosen(const std::vector<WaitingSegment>& waiting,
                                   const std::vector<std::size_t>& which) {
  std::vector<WaitingSegment> out;
  for (const auto i : which) out.push_back(waiting[i]);
  return out;
}

/// The segments of one of the texts that wait.
struct WaitingText {
  std::vector<WaitingSegment> segments, repeats;
};

/// Joins it; its repeats and the segments beyond the cut go to the same message.
void join_text(Transaction& tx, const ConcatGroup& group, const WaitingText& text, const std::string& modem) {
  const auto extent = extent_of(tx, group);
  const bool gap = !sms::complete(pieces_of(text.segments), extent);
  std::vector<SegmentId> repeats;
  for (const auto& segment : text.repeats) repeats.push_back(segment.id);
  join_segments(tx, group, text.segments, repeats, modem, gap, extent);
}

std::vector<WaitingText> texts_of(const std::vector<WaitingSegment>& waiting, unsigned total, bool stale) {
  const auto pieces = pieces_of(waiting);
  auto sorted = sms::sort_into_texts(pieces, total);
  if (stale) sorted = sms::join_halves(std::move(sorted), pieces, total);
  std::vector<WaitingText> texts;
  for (const auto& text : sorted)
    texts.push_back({chosen(waiting, text.pieces), chosen(waiting, text.repeats)});
  return texts;
}

bool has(const WaitingText& text, SegmentId id) {
  const auto is = [&](const auto& segment) { return segment.id == id; };
  return std::any_of(text.segments.begin(), text.segments.end(), is) ||
         std::any_of(text.repeats.begin(), text.repeats.end(), is);
}

/// Assigns it unread. It may have a piece of the PIN for which the message's own segments were erased.
void assign_unread(Transaction& tx, SegmentId id, const JoinedMessage& message) {
  const auto& pieces = message.pieces;
  if (std::any_of(pieces.begin(), pieces.end(), [](const auto& p) { return p.erased; }))
    tx.store.erase_payload(std::vector{id});
  tx.store.assign_to_inbound(std::vector{id}, message.id);
}

void assign_late(Transaction& tx, const ConcatGroup& group, SegmentId id, const sms::Piece& piece,
                 const JoinedMessage& message, sms::Late what) {
  if (what == sms::Late::missing) return append_late_segment(tx, group, id, piece, message.id);
  assign_unread(tx, id, message);
}

/// A segment of a message that was joined before it came: it goes to that message, if there is one.
void receive_late(Transaction& tx, const ConcatGroup& group, SegmentId id, const sms::Piece& piece) {
  for (const auto& message : tx.store.joined(group, tx.now - late_segment_life)) {
    const auto what = sms::late_piece(piece, message.pieces, extent_of(tx, group));
    if (what != sms::Late::stranger) return assign_late(tx, group, id, piece, message, what);
  }
}

/// As late_piece(), but the time of sending doesn't count.
sms::Late late_at_any_time(sms::Piece piece, const JoinedMessage& message, sms::Extent extent) {
  piece.sent = {};
  return sms::late_piece(piece, message.pieces, extent);
}

/// Gives a text that nothing completed to an earlier message which has its segments already, or lacks them.
/// The time of sending doesn't count. False if there is no such message.
bool give_to_joined(Transaction& tx, const ConcatGroup& group, const WaitingText& text) {
  const auto extent = extent_of(tx, group);
  for (const auto& message : tx.store.joined(group, tx.now - late_segment_life)) {
    const bool fits = std::all_of(text.segments.begin(), text.segments.end(), [&](const auto& s) {
      return late_at_any_time(s.piece, message, extent) != sms::Late::stranger;
    });
    if (!fits) continue;
    for (const auto& s : text.segments)
      assign_late(tx, group, s.id, s.piece, message, late_at_any_time(s.piece, message, extent));
    for (const auto& s : text.repeats) assign_unread(tx, s.id, message);
    return true;
  }
  return false;
}

/// Joins what waits no longer: the texts whose first segment came before `before`.
void join_stale(Transaction& tx, const ConcatGroup& group, Instant before) {
  for (const auto& text : texts_of(tx.store.waiting(group), group.concat.total, true)) {
    const bool stale = std::any_of(text.segments.begin(), text.segments.end(),
                                   [&](const auto& s) { return s.received < before; });
    const bool whole = sms::complete(pieces_of(text.segments), extent_of(tx, group));
    if (stale && (whole || !give_to_joined(tx, group, text))) join_text(tx, group, text, "");
  }
}

}  // namespace

void receive_concat_segment(Transaction& tx, const NewSegment& segment, SegmentId id) {
  LAPOR_EXPECT(segment.concat.has_value());
  const ConcatGroup group{segment.sender, *segment.concat};
  const auto waiting = tx.store.waiting(group);
  if (waiting.size() > most_waiting) return join_stale(tx, group, tx.now + Duration{1});
  for (const auto& text : texts_of(waiting, group.concat.total, false)) {
    if (!has(text, id)) continue;
    if (sms::complete(pieces_of(text.segments), extent_of(tx, group)))
      join_text(tx, group, text, segment.modem);
    else if (text.segments.size() + text.repeats.size() == 1)
      receive_late(tx, group, id, text.segments.front().piece);
    return;
  }
}

void complete_stale(Transaction& tx) {
  const auto before = tx.now - tx.rules.limits.multipart_timeout + Duration{1};
  for (const auto& group : tx.store.stale_groups(before, stale_at_once)) join_stale(tx, group, before);
}

}  // namespace lapor::engine
