#include "engine/inbox/receive_segment.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "domain/sms/address.hpp"
#include "domain/sms/reassembly.hpp"
#include "engine/commands/dispatch.hpp"
#include "engine/inbox/long_texts.hpp"
#include "engine/inbox/pin_extraction.hpp"

namespace lapor::engine {
namespace {

std::string raw_of(const sms::InboundSegment& segment) {
  return segment.coding == sms::Coding::octets ? segment.octets : utf8::clean(utf8::from_utf16(segment.text));
}

/// The segment as it is stored: without its PIN, and with its place in a long message.
NewSegment to_store(Transaction& tx, const SegmentReceived& event, const sms::Address& from, bool a_persons) {
  NewSegment segment{tx.store.person(from), event.modem, tx.now, event.segment, std::nullopt};
  if (!a_persons) return segment;
  segment.concat = sms::concat_of(event.segment.udh);
  const bool goes_on = segment.concat && segment.concat->number < segment.concat->total;
  const auto office = routing::office_of(tx.rules.directory, from.text);
  segment.pin_match = cut_pin(tx, office, segment.segment.text, goes_on);
  if (segment.pin_match && segment.segment.coding == sms::Coding::octets)
    segment.segment.coding = sms::Coding::ucs2;  // the octets have the PIN
  return segment;
}

void receive_whole(Transaction& tx, const NewSegment& segment, SegmentId id) {
  NewInboundMessage message;
  message.sender = segment.sender;
  message.modem = segment.modem;
  message.text = sms::join(std::vector{sms::Piece{1, segment.segment.text, {}, {}}}, {1, 1});
  message.received = tx.now;
  const auto inbound = tx.store.add_inbound(message);
  tx.store.assign_to_inbound(std::vector{id}, inbound);
  handle_message(tx, inbound, message, segment.pin_match);
}

void quarantine(Transaction& tx, const NewSegment& segment, sms::QuarantineCause cause) {
  tx.store.quarantine({segment.modem, cause, raw_of(segment.segment), segment.sender, tx.now});
  tx.log(log::Level::info, "part-quarantined",
         fmt::format("what no person wrote is in quarantine: {}", name(cause)), {{"MODEM", segment.modem}});
}

}  // namespace

void receive_segment(Transaction& tx, const SegmentReceived& received, Instant worker_up) {
  const SegmentReceived event{received.modem, received.slot, sms::with_readable_octets(received.segment),
                              received.erasure_failed, received.delivered};
  const auto from = sms::read_address(event.segment.sender, tx.rules.country);
  const auto cause = sms::quarantine_cause(event.segment, from.kind == sms::AddressKind::mobile);
  auto segment = to_store(tx, event, from, !cause);
  segment.same_before = event.erasure_failed ? tx.now + Duration{1} : worker_up;
  const auto id =
      event.delivered ? tx.store.insert_delivery(segment, event.slot) : tx.store.insert_if_new(segment);
  tx.effects.push_back(Erase{event.modem, event.slot});
  if (!id)
    return tx.log(log::Level::debug, "part-known", "a part that was read before is freed again",
                  {{"MODEM", event.modem}});
  if (cause) return quarantine(tx, segment, *cause);
  if (segment.concat)
    receive_concat_segment(tx, segment, *id);
  else
    receive_whole(tx, segment, *id);
}

void quarantine_unreadable(Transaction& tx, const SlotUnreadable& event) {
  tx.store.quarantine(
      {event.modem, sms::QuarantineCause::unreadable, event.raw, std::nullopt, tx.now, event.cause});
  tx.effects.push_back(Erase{event.modem, event.slot});
  tx.log(log::Level::warning, "slot-unreadable",
         fmt::format("a message that can't be read ({}) is in quarantine", event.cause),
         {{"MODEM", event.modem}});
}

void dismiss_unread(Transaction& tx, const UnreadDismissed& event) {
  if (!tx.store.dismiss_quarantined(event.id, event.actor)) {
    tx.effects.push_back(OrderRefused{fmt::format("nothing was set aside as {}", event.id)});
    return;
  }
  tx.effects.push_back(QuarantineDismissed{event.id});
  tx.log(log::Level::notice, "unread-dismissed",
         fmt::format("{} took quarantine {} out of the coordinator's queue", event.actor.text(), event.id));
}

void export_leftover(Transaction& tx, const LeftoverFound& event) {
  tx.store.quarantine({event.modem, sms::QuarantineCause::left_by_phone, event.raw, std::nullopt, tx.now});
  tx.effects.push_back(Erase{event.modem, event.slot});
  tx.log(log::Level::notice, "sim-leftover",
         "a draft or a sent text of a former phone was in the way, and is in quarantine now",
         {{"MODEM", event.modem}});
}

}  // namespace lapor::engine
