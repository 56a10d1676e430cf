#include "engine/inbox/receive_segment.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "domain/sms/address.hpp"
#include "domain/sms/reassembly.hpp"
#include "engine/commands/dispatch.hpp"
#include "engine/inbox/join_segments.hpp"
#include "engine/inbox/pin_extraction.hpp"

namespace lapor::engine {
namespace {

constexpr std::size_t stale_at_once = 50;

std::string raw_of(const sms::InboundSegment& segment) {
  return segment.coding == sms::Coding::octets ? segment.octets : utf8::clean(utf8::from_utf16(segment.text));
}

/// The segment as it is stored: without its PIN, and with its place in a long message.
NewSegment to_store(Transaction& tx, const SegmentReceived& event, const sms::Address& from, bool a_persons) {
  NewSegment segment{tx.store.person(from), event.modem, tx.now, event.segment, std::nullopt};
  if (!a_persons) return segment;
  segment.concat = sms::concat_of(event.segment.udh, tx.rules.limits.max_parts_in);
  const bool goes_on = segment.concat && segment.concat->number < segment.concat->total;
  if (const auto office = routing::office_of(tx.rules.directory, from.text); office.any())
    segment.pin_match = cut_pin(tx.rules.directory, office, segment.segment.text, goes_on);
  return segment;
}

void receive_whole(Transaction& tx, const NewSegment& segment, SegmentId id) {
  NewInboundMessage message;
  message.sender = segment.sender;
  message.modem = segment.modem;
  message.text = utf8::clean(utf8::from_utf16(segment.segment.text));
  message.received = tx.now;
  const auto inbound = tx.store.add_inbound(message);
  tx.store.assign_to_inbound(std::vector{id}, inbound);
  handle_message(tx, inbound, message, segment.pin_match);
}

void receive_piece(Transaction& tx, const NewSegment& segment, SegmentId id) {
  const ConcatGroup group{segment.sender, *segment.concat};
  const auto waiting = tx.store.waiting(group);
  std::vector<sms::NumberedText> numbered;
  for (const auto& one : waiting) numbered.push_back({one.number, one.text});
  if (sms::complete(numbered, segment.concat->total))
    join_segments(tx, group, waiting, segment.modem, false);
  else if (waiting.size() == 1)
    append_late_segment(tx, group, id, segment.segment.text);
}

void quarantine(Transaction& tx, const NewSegment& segment, std::string_view cause) {
  tx.store.quarantine({segment.modem, std::string(cause), raw_of(segment.segment), segment.sender, tx.now});
  tx.log(log::Level::info, "part-quarantined", fmt::format("what no person wrote was set aside ({})", cause),
         {{"MODEM", segment.modem}});
}

}  // namespace

void receive_segment(Transaction& tx, const SegmentReceived& event) {
  const auto cause = sms::quarantine_reason(event.segment);
  const auto segment =
      to_store(tx, event, sms::read_address(event.segment.sender, tx.rules.country), cause.empty());
  const auto id = tx.store.insert_if_new(segment);
  tx.effects.push_back(Erase{event.modem, event.slot});
  if (!id)
    return tx.log(log::Level::debug, "part-known", "a part that was read before is freed again",
                  {{"MODEM", event.modem}});
  if (!cause.empty()) return quarantine(tx, segment, cause);
  if (segment.concat)
    receive_piece(tx, segment, *id);
  else
    receive_whole(tx, segment, *id);
}

void quarantine_unreadable(Transaction& tx, const SlotUnreadable& event) {
  tx.store.quarantine({event.modem, "unreadable: " + event.cause, event.raw, std::nullopt, tx.now});
  tx.effects.push_back(Erase{event.modem, event.slot});
  tx.log(log::Level::warning, "slot-unreadable",
         fmt::format("a message that can't be read ({}) was set aside", event.cause),
         {{"MODEM", event.modem}});
}

void complete_stale(Transaction& tx) {
  const auto came_by = tx.now - tx.rules.limits.multipart_timeout;
  for (const auto& group : tx.store.stale_groups(came_by + Duration{1}, stale_at_once))
    join_segments(tx, group, tx.store.waiting(group), "", true);
}

}  // namespace lapor::engine
