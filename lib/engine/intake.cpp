#include "engine/intake.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "domain/sms/address.hpp"
#include "domain/sms/reassembly.hpp"
#include "engine/casework.hpp"
#include "engine/obey.hpp"
#include "engine/proof.hpp"

namespace lapor::engine {
namespace {

/// A part that comes this long after its text was taken with a gap is appended to it.
constexpr auto late_part_life = std::chrono::hours(1);
constexpr std::size_t stale_batch = 50;

routing::Office office_of(Turn& turn, PersonId person) {
  return routing::office_of(turn.rules.directory, turn.store.address(person).text);
}

/// Whole: the text of all the parts, with gaps marked where `gap`.
void join(Turn& turn, const GroupKey& group, const std::vector<WaitingPart>& waiting,
          const std::string& modem, bool gap) {
  std::vector<sms::NumberedText> numbered;
  std::vector<PartId> used;
  std::optional<Proof> proof;
  for (const auto& part : waiting) {
    const bool twice =
        std::any_of(numbered.begin(), numbered.end(), [&](const auto& n) { return n.number == part.number; });
    if (twice) continue;  // the earlier stays; the other waits for a text of its own
    numbered.push_back({part.number, part.text});
    used.push_back(part.id);
    proof = both(proof, part.proof);
  }
  NewInbound text;
  text.sender = group.sender;
  text.modem = modem;
  text.text = utf8::clean(sms::join(numbered, group.concat.total));
  text.parts = static_cast<unsigned>(used.size());
  text.gap = gap;
  text.received = turn.now;
  if (const auto office = office_of(turn, group.sender); office.any()) {
    const auto straddling = take_pin(turn.rules, office, text.text);
    if (straddling) turn.store.blank(used);  // until now the parts had a piece of it each
    proof = both(proof, straddling);
  }
  const auto id = turn.store.add_inbound(text);
  turn.store.take(used, id);
  obey(turn, id, text, proof);
}

/// A part of a text that was taken without it: its words go to the same ticket.
bool append_late(Turn& turn, const GroupKey& group, PartId id, const sms::Part& part) {
  const auto text = turn.store.gapped(group, turn.now - late_part_life);
  if (!text) return false;
  turn.store.take(std::vector{id}, *text);
  const auto words = utf8::clean(utf8::from_utf16(part.text));
  if (const auto serial = turn.store.ticket_of(*text))
    if (auto ticket = turn.store.ticket(*serial); ticket && ticket->reporter == group.sender) {
      ticket->text += " " + words;
      turn.store.update(*ticket);
      record(turn, *ticket, "late-part", "citizen", fmt::format("part {} came late", group.concat.number));
    }
  return true;
}

std::string raw_of(const sms::Part& part) {
  return part.coding == sms::Coding::octets ? part.octets : utf8::clean(utf8::from_utf16(part.text));
}

void take_text(Turn& turn, const PartArrived& event, const NewPart& part, PartId id) {
  const auto& concat = part.concat;
  if (!concat) {
    NewInbound text;
    text.sender = part.sender;
    text.modem = event.modem;
    text.text = utf8::clean(utf8::from_utf16(part.part.text));
    text.received = turn.now;
    const auto inbound = turn.store.add_inbound(text);
    turn.store.take(std::vector{id}, inbound);
    obey(turn, inbound, text, part.proof);
    return;
  }
  const GroupKey group{part.sender, *concat};
  const auto waiting = turn.store.waiting(group);
  std::vector<sms::NumberedText> numbered;
  for (const auto& one : waiting) numbered.push_back({one.number, one.text});
  if (sms::complete(numbered, concat->total))
    join(turn, group, waiting, event.modem, false);
  else if (waiting.size() == 1)
    append_late(turn, group, id, part.part);
}

}  // namespace

void take_part(Turn& turn, const PartArrived& event) {
  const auto address = sms::read_address(event.part.sender, turn.rules.country);
  const auto sender = turn.store.person(address);
  const auto cause = sms::set_aside(event.part);
  const auto concat =
      cause.empty() ? sms::concat_of(event.part.udh, turn.rules.limits.max_parts_in) : std::nullopt;
  NewPart part{sender, event.modem, turn.now, event.part, concat};
  if (cause.empty())
    if (const auto office = routing::office_of(turn.rules.directory, address.text); office.any())
      part.proof = take_pin(turn.rules, office, part.part.text, concat && concat->number < concat->total);
  const auto id = turn.store.remember(part);
  turn.effects.push_back(Erase{event.modem, event.slot});
  if (!id) {
    turn.log(log::Level::debug, "part-known", "a part that was read before is freed again",
             {{"MODEM", event.modem}});
    return;
  }
  if (!cause.empty()) {
    turn.store.quarantine({event.modem, std::string(cause), raw_of(event.part), sender, turn.now});
    turn.log(log::Level::info, "part-quarantined",
             fmt::format("what no person wrote was set aside ({})", cause), {{"MODEM", event.modem}});
    return;
  }
  take_text(turn, event, part, *id);
}

void take_unreadable(Turn& turn, const SlotUnreadable& event) {
  turn.store.quarantine({event.modem, "unreadable: " + event.cause, event.raw, std::nullopt, turn.now});
  turn.effects.push_back(Erase{event.modem, event.slot});
  turn.log(log::Level::warning, "slot-unreadable",
           fmt::format("a message that can't be read ({}) was set aside", event.cause),
           {{"MODEM", event.modem}});
}

void take_stale(Turn& turn) {
  const auto came_by = turn.now - turn.rules.limits.multipart_timeout;
  for (const auto& group : turn.store.stale_groups(came_by + Duration{1}, stale_batch))
    join(turn, group, turn.store.waiting(group), "", true);
}

}  // namespace lapor::engine
