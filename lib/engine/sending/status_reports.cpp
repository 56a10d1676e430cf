// Delivery reports: matched by modem, recipient and reference, in a window measured on our own clock.
#include <fmt/format.h>

#include <algorithm>

#include "domain/delivery/cause.hpp"
#include "domain/sms/address.hpp"
#include "engine/sending/attempts.hpp"
#include "engine/sending/delivery.hpp"

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
    return !a.reference && a.release_recorded_at && a.outcome != Outcome::refused && !a.tp_status;
  });
  return silent == candidates.end() ? nullptr : &*silent;
}

/// The network has this part, though the modem never said so.
void settle_in_doubt(Transaction& tx, OutboundMessage& text, const Attempt& attempt) {
  if (attempt.outcome != Outcome::in_doubt || attempt.part != text.next_segment) return;
  if (text.state == delivery::State::in_doubt) {
    segment_accepted(tx, text);
  } else if (text.state == delivery::State::queued && attempt.part < text.parts) {
    ++text.next_segment;
    text.times_in_doubt = 0;
    tx.store.update(text);
  }
}

void apply(Transaction& tx, OutboundMessage& text, const Attempt& attempt, delivery::ReportOutcome verdict) {
  if (verdict != delivery::ReportOutcome::failed) settle_in_doubt(tx, text, attempt);
  if (attempt.part != text.parts) return;
  if (verdict == delivery::ReportOutcome::delivered && text.state != delivery::State::sending)
    delivered(tx, text, tx.now);
  else if (verdict == delivery::ReportOutcome::failed &&
           (text.state == delivery::State::sent || text.state == delivery::State::in_doubt))
    give_up(tx, text, delivery::Event::undelivered, delivery::tp_status_text(*attempt.tp_status));
}

}  // namespace

void apply_status_report(Transaction& tx, const StatusReportReceived& event) {
  if (event.slot) tx.effects.push_back(Erase{event.modem, *event.slot});
  const auto person = tx.store.find_person(sms::read_address(event.recipient, tx.rules.country));
  const auto candidates = person
                              ? tx.store.status_report_candidates(*person, event.modem, tx.now - receipt_life)
                              : std::vector<Attempt>{};
  const auto* found = match(candidates, event.reference);
  if (!found) {
    tx.log(log::Level::info, "receipt-unknown", "a receipt that belongs to no text of ours",
           {{"MODEM", event.modem}});
    return;
  }
  auto attempt = *found;
  const auto verdict = delivery::report_outcome(event.status);
  const bool before =
      attempt.tp_status && delivery::report_outcome(*attempt.tp_status) == delivery::ReportOutcome::delivered;
  if (before) return;  // delivered is final, whatever comes later
  attempt.tp_status = event.status;
  attempt.status_report_at = tx.now;
  if (!attempt.reference) attempt.reference = event.reference;
  tx.store.update(attempt);
  auto text = tx.store.message(attempt.message);
  apply(tx, text, attempt, verdict);
}

}  // namespace lapor::engine
