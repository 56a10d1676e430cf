#include "engine/inbox/receive_segment.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "domain/sms/address.hpp"
#include "domain/sms/reassembly.hpp"
#include "engine/commands/dispatch.hpp"
#include "engine/inbox/pin_extraction.hpp"
#include "engine/tickets/casework.hpp"

namespace lapor::engine {
namespace {

/// A part that comes this long after its text was taken with a gap is appended to it.
constexpr auto late_part_life = std::chrono::hours(1);
constexpr std::size_t stale_batch = 50;

routing::Office office_of(Transaction& tx, PersonId person) {
  return routing::office_of(tx.rules.directory, tx.store.address(person).text);
}

/// Whole: the text of all the parts, with gaps marked where `gap`.
void join(Transaction& tx, const ConcatGroup& group, const std::vector<WaitingSegment>& waiting,
          const std::string& modem, bool gap) {
  std::vector<sms::NumberedText> numbered;
  std::vector<SegmentId> used;
  std::optional<PinMatch> pin_match;
  for (const auto& part : waiting) {
    const bool twice =
        std::any_of(numbered.begin(), numbered.end(), [&](const auto& n) { return n.number == part.number; });
    if (twice) continue;  // the earlier stays; the other waits for a text of its own
    numbered.push_back({part.number, part.text});
    used.push_back(part.id);
    pin_match = merge_pin_matches(pin_match, part.pin_match);
  }
  NewInboundMessage text;
  text.sender = group.sender;
  text.modem = modem;
  text.text = utf8::clean(sms::join(numbered, group.concat.total));
  text.parts = static_cast<unsigned>(used.size());
  text.gap = gap;
  text.received = tx.now;
  if (const auto office = office_of(tx, group.sender); office.any()) {
    const auto straddling = cut_pin(tx.rules, office, text.text);
    if (straddling) tx.store.erase_payload(used);  // until now the parts had a piece of it each
    pin_match = merge_pin_matches(pin_match, straddling);
  }
  const auto id = tx.store.add_inbound(text);
  tx.store.assign_to_inbound(used, id);
  dispatch_command(tx, id, text, pin_match);
}

/// A part of a text that was taken without it: its words go to the same ticket.
bool append_late(Transaction& tx, const ConcatGroup& group, SegmentId id, const sms::InboundSegment& part) {
  const auto text = tx.store.find_incomplete(group, tx.now - late_part_life);
  if (!text) return false;
  tx.store.assign_to_inbound(std::vector{id}, *text);
  const auto words = utf8::clean(utf8::from_utf16(part.text));
  if (const auto serial = tx.store.ticket_of(*text))
    if (auto ticket = tx.store.ticket(*serial); ticket && ticket->reporter == group.sender) {
      ticket->text += " " + words;
      tx.store.update(*ticket);
      record(tx, *ticket, "late-part", "citizen", fmt::format("part {} came late", group.concat.number));
    }
  return true;
}

std::string raw_of(const sms::InboundSegment& part) {
  return part.coding == sms::Coding::octets ? part.octets : utf8::clean(utf8::from_utf16(part.text));
}

void receive_message(Transaction& tx, const SegmentReceived& event, const NewSegment& part, SegmentId id) {
  const auto& concat = part.concat;
  if (!concat) {
    NewInboundMessage text;
    text.sender = part.sender;
    text.modem = event.modem;
    text.text = utf8::clean(utf8::from_utf16(part.part.text));
    text.received = tx.now;
    const auto inbound = tx.store.add_inbound(text);
    tx.store.assign_to_inbound(std::vector{id}, inbound);
    dispatch_command(tx, inbound, text, part.pin_match);
    return;
  }
  const ConcatGroup group{part.sender, *concat};
  const auto waiting = tx.store.waiting(group);
  std::vector<sms::NumberedText> numbered;
  for (const auto& one : waiting) numbered.push_back({one.number, one.text});
  if (sms::complete(numbered, concat->total))
    join(tx, group, waiting, event.modem, false);
  else if (waiting.size() == 1)
    append_late(tx, group, id, part.part);
}

}  // namespace

void receive_segment(Transaction& tx, const SegmentReceived& event) {
  const auto address = sms::read_address(event.part.sender, tx.rules.country);
  const auto sender = tx.store.person(address);
  const auto cause = sms::set_aside(event.part);
  const auto concat =
      cause.empty() ? sms::concat_of(event.part.udh, tx.rules.limits.max_parts_in) : std::nullopt;
  NewSegment part{sender, event.modem, tx.now, event.part, concat};
  if (cause.empty())
    if (const auto office = routing::office_of(tx.rules.directory, address.text); office.any())
      part.pin_match = cut_pin(tx.rules, office, part.part.text, concat && concat->number < concat->total);
  const auto id = tx.store.insert_if_new(part);
  tx.effects.push_back(Erase{event.modem, event.slot});
  if (!id) {
    tx.log(log::Level::debug, "part-known", "a part that was read before is freed again",
           {{"MODEM", event.modem}});
    return;
  }
  if (!cause.empty()) {
    tx.store.quarantine({event.modem, std::string(cause), raw_of(event.part), sender, tx.now});
    tx.log(log::Level::info, "part-quarantined",
           fmt::format("what no person wrote was set aside ({})", cause), {{"MODEM", event.modem}});
    return;
  }
  receive_message(tx, event, part, *id);
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
  for (const auto& group : tx.store.stale_groups(came_by + Duration{1}, stale_batch))
    join(tx, group, tx.store.waiting(group), "", true);
}

}  // namespace lapor::engine
