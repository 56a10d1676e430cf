#include "engine/sending/attempts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/delivery/backoff.hpp"
#include "domain/delivery/cause.hpp"
#include "engine/sending/delivery.hpp"

namespace lapor::engine {
namespace {

constexpr std::size_t batch = 100;
/// Keeps a modem that answers at once, and never with a prompt, from spinning.
constexpr Duration cut_off_pause = std::chrono::seconds(2);
/// Others go before a text that a sick SIM refused: it is the SIM that waits, by its own pause.
constexpr Duration sim_pause = std::chrono::seconds(1);

bool is_held_by_modem(const ModemPool& pool, const Attempt& attempt) {
  const auto modem = pool.modems.find(attempt.modem);
  return modem != pool.modems.end() && modem->second.up && modem->second.in_hand == attempt.id;
}

/// The attempt an event is about, if that modem's worker holds it; the worker is free again.
std::optional<Attempt> release_from_modem(Transaction& tx, const std::string& modem, AttemptId id,
                                          ModemPool& pool) {
  const auto found = pool.modems.find(modem);
  if (found == pool.modems.end() || found->second.in_hand != id) {
    tx.log(log::Level::warning, "attempt-unknown", "a modem spoke of a send that it wasn't given",
           {{"MODEM", modem}});
    return std::nullopt;
  }
  found->second.in_hand.reset();
  return tx.store.attempt(id);
}

void requeue(Transaction& tx, OutboundMessage& text, delivery::Event event, Duration pause,
             const std::string& why) {
  if (!move(tx, text, event)) return;
  text.not_before = tx.now + pause;
  text.error = why;
  tx.store.update(text);
}

/// Ended before its Ctrl-Z: it is simply queued again.
void requeue_unsent(Transaction& tx, Attempt& attempt, Duration pause, const std::string& why) {
  if (!end_attempt(tx, attempt, Outcome::not_sent, why)) return;
  auto text = tx.store.message(attempt.message);
  requeue(tx, text, delivery::Event::not_sent, pause, why);
}

bool arrived(const Attempt& attempt) {
  return attempt.tp_status &&
         delivery::report_outcome(*attempt.tp_status) == delivery::ReportOutcome::delivered;
}

/// Its receipt was faster than the modem's answer.
void apply_early_status_report(Transaction& tx, const Attempt& attempt, OutboundMessage& text) {
  if (arrived(attempt) && text.state == delivery::State::sent) delivered(tx, text, *attempt.status_report_at);
}

void mark_in_doubt(Transaction& tx, Attempt& attempt, const std::string& why) {
  if (!end_attempt(tx, attempt, Outcome::in_doubt, why)) return;
  auto text = tx.store.message(attempt.message);
  segment_in_doubt(tx, text, why);
  if (attempt.tp_status) segment_accepted(tx, text);
  apply_early_status_report(tx, attempt, text);
}

}  // namespace

void resolve_orphaned_attempts(Transaction& tx, const ModemPool& pool) {
  for (auto attempt : tx.store.open_attempts()) {
    if (is_held_by_modem(pool, attempt)) continue;
    if (attempt.release_recorded_at)
      mark_in_doubt(tx, attempt, "cut off after the text may have left");
    else
      requeue_unsent(tx, attempt, Duration{0}, "cut off before the text could leave");
  }
}

void record_release(Transaction& tx, const Prompted& event, const ModemPool& pool) {
  auto attempt = tx.store.attempt(event.attempt);
  if (attempt.outcome || !is_held_by_modem(pool, attempt) || attempt.modem != event.modem) return;
  if (!attempt.release_recorded_at) {
    attempt.release_recorded_at = tx.now;
    tx.store.update(attempt);
  }
  tx.effects.push_back(ReleaseSubmit{event.modem, event.attempt});
}

void accept(Transaction& tx, const SendAccepted& event, ModemPool& pool) {
  auto attempt = release_from_modem(tx, event.modem, event.attempt, pool);
  if (!attempt) return;
  attempt->reference = event.reference;
  if (!end_attempt(tx, *attempt, Outcome::accepted, "")) return;
  sim_accepted(tx, pool, event.modem);
  auto text = tx.store.message(attempt->message);
  segment_accepted(tx, text);
  apply_early_status_report(tx, *attempt, text);
}

void refuse(Transaction& tx, const SendRefused& event, ModemPool& pool) {
  auto attempt = release_from_modem(tx, event.modem, event.attempt, pool);
  if (!attempt) return;
  const auto cause = delivery::cause_of(event.refusal);
  if (!end_attempt(tx, *attempt, Outcome::refused, cause.text)) return;
  const auto charge =
      sim_refused(tx, pool, event.modem, {attempt->to, attempt->message, tx.now, cause.verdict, cause.text});
  auto text = tx.store.message(attempt->message);
  if (charge == sim::Charge::sim) return requeue(tx, text, delivery::Event::refused, sim_pause, cause.text);
  ++text.refusals;
  const bool hopeless =
      cause.verdict == delivery::Verdict::recipient_dead || cause.verdict == delivery::Verdict::message_bad;
  if (hopeless || text.refusals >= tx.rules.delivery.attempts)
    return give_up(tx, text, delivery::Event::given_up, cause.text);
  requeue(tx, text, delivery::Event::refused, delivery::backoff(tx.rules.delivery.retry, text.refusals),
          cause.text);
  tx.store.defer_recipient(text.to, text.not_before);
}

void doubt(Transaction& tx, const SendInDoubt& event, ModemPool& pool) {
  if (auto attempt = release_from_modem(tx, event.modem, event.attempt, pool))
    mark_in_doubt(tx, *attempt, event.detail);
}

void cut_off(Transaction& tx, const SendAborted& event, ModemPool& pool) {
  auto attempt = release_from_modem(tx, event.modem, event.attempt, pool);
  if (!attempt) return;
  // The worker's word counts for less than the record: once released, nobody knows.
  if (attempt->release_recorded_at) return mark_in_doubt(tx, *attempt, event.detail);
  requeue_unsent(tx, *attempt, event.asked ? cut_off_pause : Duration{0}, event.detail);
  if (event.asked)
    sim_refused(tx, pool, event.modem,
                {attempt->to, attempt->message, tx.now, delivery::Verdict::sim_trouble, event.detail});
}

void expire_and_retry(Transaction& tx) {
  for (auto& text : tx.store.in_doubt_expired(tx.now, batch)) {
    if (text.times_in_doubt >= 2)
      give_up(tx, text, delivery::Event::in_doubt_twice, "may have arrived");
    else
      requeue(tx, text, delivery::Event::retry, Duration{0}, text.error);
  }
  for (auto& text : tx.store.expired(tx.now, batch))
    give_up(tx, text, delivery::Event::expire,
            text.error.empty() ? "too old to be of use" : "too old; last: " + text.error);
}

}  // namespace lapor::engine
