#include "engine/sending/status_reports.hpp"

#include <algorithm>
#include <iterator>

#include "domain/delivery/cause.hpp"
#include "domain/delivery/references.hpp"
#include "domain/sms/address.hpp"
#include "engine/sending/delivery.hpp"

namespace lapor::engine {
namespace {

using delivery::ReportOutcome;
using delivery::State;

/// A message reference is one byte: an older attempt with the same one is another message's.
constexpr auto report_life = std::chrono::hours(72);

bool is_silent(const Attempt& a) {
  return !a.message_reference && a.message_id.empty() && a.release_recorded_at &&
         a.outcome != Outcome::refused && !a.tp_status;
}

bool carry_the_same(const Attempt& one, const Attempt& other) {
  return one.message == other.message && one.segment == other.segment;
}

/// Those of `silent`, attempts whose references were not told, newest first, that may have been given this
/// one.
std::vector<Attempt> may_have(Transaction& tx, const std::string& modem, unsigned reference,
                              const std::vector<Attempt>& silent) {
  if (silent.empty()) return {};
  const auto around = tx.store.sends_around(modem, silent.back().started, silent.front().started);
  std::vector<std::optional<unsigned>> references;
  for (const auto& attempt : around) references.push_back(attempt.message_reference);
  const auto places = delivery::possible_sends(references, reference);
  std::vector<Attempt> fitting;
  for (const auto& attempt : silent)
    if (std::any_of(places.begin(), places.end(), [&](auto place) { return around[place].id == attempt.id; }))
      fitting.push_back(attempt);
  return fitting;
}

struct Match {
  std::optional<Attempt> attempt;
  bool ambiguous = false;  ///< it may belong to several texts, and is taken for none of them
};

Match only_text_of(const std::vector<Attempt>& attempts) {
  const auto same = [&](const auto& a) { return carry_the_same(a, attempts.front()); };
  if (attempts.empty()) return {};
  return std::all_of(attempts.begin(), attempts.end(), same) ? Match{attempts.front()} : Match{{}, true};
}

/// A SIM has each reference again after 256 sends, so the newest attempt that has this one, or may have it,
/// is meant. It may have it if its own wasn't told, because its result is late or was lost, and the
/// references of the sends around it allow this one. If they allow none, a SIM or modem that was changed may
/// have begun to count anew: then the one text whose reference wasn't told is meant. `candidates`: newest
/// first.
Match match(Transaction& tx, const StatusReportReceived& event, const std::vector<Attempt>& candidates) {
  const bool by_id = !event.message_id.empty();  // over SMPP: there are no references
  const auto known = std::find_if(candidates.begin(), candidates.end(), [&](const auto& a) {
    return !by_id && a.message_reference == event.message_reference;
  });
  std::vector<Attempt> silent;
  std::copy_if(candidates.begin(), known, std::back_inserter(silent), is_silent);
  const auto fitting = by_id ? silent : may_have(tx, event.modem, event.message_reference, silent);
  if (!fitting.empty()) return only_text_of(fitting);
  return known != candidates.end() ? Match{*known} : only_text_of(silent);
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
  const auto found = named ? Match{named} : match(tx, event, candidates);
  if (!found.attempt)
    return tx.log(log::Level::info, "receipt-unknown",
                  found.ambiguous ? "a status report that may belong to several texts of ours"
                                  : "a status report that belongs to no text of ours",
                  {{"MODEM", event.modem}});
  auto attempt = *found.attempt;
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
