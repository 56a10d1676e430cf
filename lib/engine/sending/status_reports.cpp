#include "engine/sending/status_reports.hpp"

#include <algorithm>

#include "domain/delivery/cause.hpp"
#include "domain/sms/address.hpp"
#include "engine/sending/delivery.hpp"

namespace lapor::engine {
namespace {

using delivery::ReportOutcome;
using delivery::State;

/// A message reference is one byte: an older attempt with the same one is another message's.
constexpr auto report_life = std::chrono::hours(72);

/// The newest attempt with this reference. If there is none: the newest attempt whose result never came, so
/// that its reference isn't known. nullptr if there is neither. `by_id`: over SMPP, where the caller has
/// looked for the message id; the reference isn't compared.
const Attempt* match(const std::vector<Attempt>& candidates, unsigned reference, bool by_id) {
  const auto known = std::find_if(candidates.begin(), candidates.end(),
                                  [&](const auto& a) { return !by_id && a.message_reference == reference; });
  if (known != candidates.end()) return &*known;
  const auto silent = std::find_if(candidates.begin(), candidates.end(), [](const auto& a) {
    return !a.message_reference && a.message_id.empty() && a.release_recorded_at &&
           a.outcome != Outcome::refused && !a.tp_status;
  });
  return silent == candidates.end() ? nullptr : &*silent;
}

/// The network has this segment, though the modem never said so.
void resolve_in_doubt(Transaction& tx, OutboundMessage& message, const Attempt& attempt) {
  if (attempt.outcome != Outcome::in_doubt || attempt.segment != message.next_segment) return;
  if (message.state == State::in_doubt) {
    segment_accepted(tx, message);
  } else if (message.state == State::queued && attempt.segment < message.segments) {
    ++message.next_segment;
    message.times_in_doubt = 0;
    tx.store.update(message);
  }
}

void apply(Transaction& tx, OutboundMessage& message, const Attempt& attempt, ReportOutcome outcome) {
  if (outcome != ReportOutcome::failed) resolve_in_doubt(tx, message, attempt);
  if (attempt.segment != message.segments) return;
  if (outcome == ReportOutcome::delivered && message.state != State::sending)
    delivered(tx, message, tx.now);
  else if (outcome == ReportOutcome::failed &&
           (message.state == State::sent || message.state == State::in_doubt))
    give_up(tx, message, delivery::Event::undelivered, delivery::tp_status_text(*attempt.tp_status));
}

}  // namespace

void apply_status_report(Transaction& tx, const StatusReportReceived& event) {
  if (event.slot) tx.effects.push_back(Erase{event.modem, *event.slot});
  const bool by_id = !event.message_id.empty();
  const auto named = by_id ? tx.store.attempt_with_id(event.modem, event.message_id) : std::nullopt;
  const auto person = tx.store.find_person(sms::read_address(event.recipient, tx.rules.country));
  const auto candidates = person
                              ? tx.store.status_report_candidates(*person, event.modem, tx.now - report_life)
                              : std::vector<Attempt>{};
  const auto* found = named ? &*named : match(candidates, event.message_reference, by_id);
  if (!found)
    return tx.log(log::Level::info, "receipt-unknown", "a status report that belongs to no text of ours",
                  {{"MODEM", event.modem}});
  auto attempt = *found;
  if (reported_delivered(attempt)) return;  // final, whatever comes later
  attempt.tp_status = event.tp_status;
  attempt.status_report_at = tx.now;
  if (by_id)
    attempt.message_id = event.message_id;
  else if (!attempt.message_reference)
    attempt.message_reference = event.message_reference;
  tx.store.update(attempt);
  auto message = tx.store.message(attempt.message);
  apply(tx, message, attempt, delivery::report_outcome(event.tp_status));
}

}  // namespace lapor::engine
