#include "engine/inbox/join_segments.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "domain/sms/reassembly.hpp"
#include "engine/commands/dispatch.hpp"
#include "engine/inbox/pin_extraction.hpp"
#include "engine/tickets/ticket_editor.hpp"

namespace lapor::engine {
namespace {

/// A segment that comes this long after its message was joined with a gap is appended to it.
constexpr auto late_segment_life = std::chrono::hours(1);

/// What is joined: of two segments with one number the earlier; the other waits for a message of its own.
struct Joined {
  std::vector<sms::NumberedText> texts;
  std::vector<SegmentId> used;
  std::optional<PinMatch> pin_match;
};

Joined pick(const std::vector<WaitingSegment>& waiting) {
  Joined j;
  for (const auto& segment : waiting) {
    const bool twice = std::any_of(j.texts.begin(), j.texts.end(),
                                   [&](const auto& n) { return n.number == segment.number; });
    if (twice) continue;
    j.texts.push_back({segment.number, segment.text});
    j.used.push_back(segment.id);
    j.pin_match = merge_pin_matches(j.pin_match, segment.pin_match);
  }
  return j;
}

/// A PIN that straddles two segments shows only now: until then each had a piece of it.
void cut_straddling_pin(Transaction& tx, PersonId sender, Joined& j, std::string& text) {
  const auto office = routing::office_of(tx.rules.directory, tx.store.address(sender).text);
  if (!office.any()) return;
  const auto straddling = cut_pin(tx.rules.directory, office, text);
  if (straddling) tx.store.erase_payload(j.used);
  j.pin_match = merge_pin_matches(j.pin_match, straddling);
}

}  // namespace

void join_segments(Transaction& tx, const ConcatGroup& group, const std::vector<WaitingSegment>& waiting,
                   const std::string& modem, bool gap) {
  auto joined = pick(waiting);
  NewInboundMessage message;
  message.sender = group.sender;
  message.modem = modem;
  message.text = utf8::clean(sms::join(joined.texts, group.concat.total));
  message.segments = static_cast<unsigned>(joined.used.size());
  message.gap = gap;
  message.received = tx.now;
  cut_straddling_pin(tx, group.sender, joined, message.text);
  const auto id = tx.store.add_inbound(message);
  tx.store.assign_to_inbound(joined.used, id);
  handle_message(tx, id, message, joined.pin_match);
}

bool append_late_segment(Transaction& tx, const ConcatGroup& group, SegmentId id,
                         const std::u16string& text) {
  const auto message = tx.store.find_incomplete(group, tx.now - late_segment_life);
  if (!message) return false;
  tx.store.assign_to_inbound(std::vector{id}, *message);
  const auto ticket_id = tx.store.ticket_of(*message);
  auto ticket = ticket_id ? tx.store.ticket(*ticket_id) : std::nullopt;
  if (!ticket || ticket->reporter != group.sender) return true;
  TicketEditor edit(tx, std::move(*ticket));
  edit.append_text(utf8::clean(utf8::from_utf16(text)));
  edit.record("late-part", Actor::citizen(), fmt::format("part {} came late", group.concat.number));
  edit.save();
  return true;
}

}  // namespace lapor::engine
