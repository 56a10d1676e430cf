#include "engine/inbox/join_segments.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "domain/sms/reassembly.hpp"
#include "engine/commands/dispatch.hpp"
#include "engine/commands/new_report.hpp"
#include "engine/inbox/pin_extraction.hpp"
#include "engine/tickets/ticket_editor.hpp"

namespace lapor::engine {
namespace {

struct Joined {
  std::vector<sms::Piece> pieces;
  std::vector<SegmentId> used;
  std::optional<PinMatch> pin_match;
};

Joined gather(const std::vector<WaitingSegment>& segments) {
  Joined j;
  for (const auto& segment : segments) {
    j.pieces.push_back(segment.piece);
    j.used.push_back(segment.id);
    j.pin_match = merge_pin_matches(j.pin_match, segment.pin_match);
  }
  return j;
}

/// A PIN that straddles two segments shows only now: until then each had a piece of it, and so has each
/// repeat.
void cut_straddling_pin(Transaction& tx, PersonId sender, Joined& j, std::span<const SegmentId> repeats,
                        std::string& text) {
  const auto office = routing::office_of(tx.rules.directory, tx.store.address(sender).text);
  const auto straddling = cut_pin(tx, office, text);
  if (straddling) {
    tx.store.erase_payload(j.used);
    tx.store.erase_payload(repeats);
  }
  j.pin_match = merge_pin_matches(j.pin_match, straddling);
}

}  // namespace

void join_segments(Transaction& tx, const ConcatGroup& group, const std::vector<WaitingSegment>& segments,
                   std::span<const SegmentId> repeats, const std::string& modem, bool gap,
                   sms::Extent extent) {
  auto joined = gather(segments);
  NewInboundMessage message;
  message.sender = group.sender;
  message.modem = modem;
  message.text = sms::join(joined.pieces, extent);
  message.segments = static_cast<unsigned>(joined.used.size());
  message.gap = gap;
  message.received = tx.now;
  cut_straddling_pin(tx, group.sender, joined, repeats, message.text);
  const auto id = tx.store.add_inbound(message);
  tx.store.assign_to_inbound(joined.used, id);
  tx.store.assign_to_inbound(repeats, id);
  handle_message(tx, id, message, joined.pin_match);
}

void append_late_segment(Transaction& tx, const ConcatGroup& group, SegmentId id, const sms::Piece& piece,
                         InboundId message) {
  tx.store.assign_to_inbound(std::vector{id}, message);
  const auto ticket_id = tx.store.ticket_of(message);
  auto ticket = ticket_id ? tx.store.ticket(*ticket_id) : std::nullopt;
  if (!ticket || ticket->reporter != group.sender) return;
  TicketEditor edit(tx, std::move(*ticket));
  const auto words = sms::join(std::vector{sms::Piece{1, piece.text, {}, {}}}, {1, 1});
  edit.record(RecordKind::late_segment, Actor::citizen(), fmt::format("part {} came late", piece.number));
  append_late_words(tx, edit, words);
  edit.save();
}

}  // namespace lapor::engine
