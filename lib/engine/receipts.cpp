// Delivery reports: matched by modem, recipient and reference, in a window measured on our own clock.
#include <fmt/format.h>

#include <algorithm>

#include "domain/delivery/cause.hpp"
#include "domain/sms/address.hpp"
#include "engine/dispatch.hpp"
#include "engine/outcome.hpp"

namespace lapor::engine {
namespace {

/// A reference is one byte: older attempts with the same one are another message's.
constexpr auto receipt_life = std::chrono::hours(72);

/// The accepted attempt with this reference, else the one whose answer never came (its reference isn't
/// known).
const Attempt* match(const std::vector<Attempt>& candidates, unsigned reference) {
  const auto known = std::find_if(candidates.begin(), candidates.end(),
                                  [&](const auto& a) { return a.reference == reference; });
  if (known != candidates.end()) return &*known;
  const auto silent = std::find_if(candidates.begin(), candidates.end(), [](const auto& a) {
    return !a.reference && a.no_return && a.outcome != Outcome::refused && !a.receipt;
  });
  return silent == candidates.end() ? nullptr : &*silent;
}

/// The network has this part, though the modem never said so.
void doubt_settled(Turn& turn, Outgoing& text, const Attempt& attempt) {
  if (attempt.outcome != Outcome::in_doubt || attempt.part != text.next_part) return;
  if (text.state == delivery::State::unsure) {
    part_taken(turn, text);
  } else if (text.state == delivery::State::queued && attempt.part < text.parts) {
    ++text.next_part;
    text.doubts = 0;
    turn.store.update(text);
  }
}

void apply(Turn& turn, Outgoing& text, const Attempt& attempt, delivery::Receipt verdict) {
  if (verdict != delivery::Receipt::failed) doubt_settled(turn, text, attempt);
  if (attempt.part != text.parts) return;
  if (verdict == delivery::Receipt::delivered && text.state != delivery::State::sending)
    delivered(turn, text, turn.now);
  else if (verdict == delivery::Receipt::failed &&
           (text.state == delivery::State::sent || text.state == delivery::State::unsure))
    give_up(turn, text, delivery::Event::undelivered, delivery::receipt_text(*attempt.receipt));
}

}  // namespace

void take_receipt(Turn& turn, const ReceiptArrived& event) {
  if (event.slot) turn.effects.push_back(Erase{event.modem, *event.slot});
  const auto person = turn.store.find_person(sms::read_address(event.recipient, turn.rules.country));
  const auto candidates = person
                              ? turn.store.receipt_candidates(*person, event.modem, turn.now - receipt_life)
                              : std::vector<Attempt>{};
  const auto* found = match(candidates, event.reference);
  if (!found) {
    turn.log(log::Level::info, "receipt-unknown", "a receipt that belongs to no text of ours",
             {{"MODEM", event.modem}});
    return;
  }
  auto attempt = *found;
  const auto verdict = delivery::receipt(event.status);
  const bool before = attempt.receipt && delivery::receipt(*attempt.receipt) == delivery::Receipt::delivered;
  if (before) return;  // delivered is final, whatever comes later
  attempt.receipt = event.status;
  attempt.receipt_at = turn.now;
  if (!attempt.reference) attempt.reference = event.reference;
  turn.store.update(attempt);
  auto text = turn.store.outgoing(attempt.outgoing);
  apply(turn, text, attempt, verdict);
}

}  // namespace lapor::engine
