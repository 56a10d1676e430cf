#include "engine/sending/attempts.hpp"

#include "domain/delivery/backoff.hpp"
#include "domain/delivery/cause.hpp"
#include "engine/sending/delivery.hpp"

namespace lapor::engine {
namespace {

constexpr std::size_t batch = 100;
/// Keeps a modem that answers at once, and never with a prompt, from spinning.
constexpr Duration aborted_pause = std::chrono::seconds(2);
/// Other messages go before one that was charged to its SIM: it is the SIM that waits, by its own pause.
constexpr Duration sim_pause = std::chrono::seconds(1);

bool is_held_by_modem(const ModemPool& pool, const Attempt& attempt) {
  const auto modem = pool.modems.find(attempt.modem);
  return modem != pool.modems.end() && modem->second.up && modem->second.in_hand.contains(attempt.id);
}

/// The attempt that an event is about, if that modem's worker holds it; the worker is free then. nullopt, and
/// logged, where it doesn't.
std::optional<Attempt> release_from_worker(Transaction& tx, const std::string& modem, AttemptId id,
                                           ModemPool& pool) {
  const auto found = pool.modems.find(modem);
  if (found == pool.modems.end() || found->second.in_hand.erase(id) == 0) {
    tx.log(log::Level::warning, "attempt-unknown", "a modem spoke of a send that it wasn't given",
           {{"MODEM", modem}});
    return std::nullopt;
  }
  return tx.store.attempt(id);
}

/// It ended before its Ctrl-Z could leave: the message is simply queued again.
void requeue_unsent(Transaction& tx, Attempt& attempt, Duration pause, const std::string& why) {
  if (!end_attempt(tx, attempt, Outcome::not_sent, why)) return;
  auto message = tx.store.message(attempt.message);
  requeue(tx, message, delivery::Event::not_sent, pause, why);
}

/// The status report was faster than the modem's result.
void apply_early_status_report(Transaction& tx, const Attempt& attempt, OutboundMessage& message) {
  if (reported_delivered(attempt) && message.state == delivery::State::sent)
    delivered(tx, message, *attempt.status_report_at);
}

void mark_in_doubt(Transaction& tx, Attempt& attempt, const std::string& why) {
  if (!end_attempt(tx, attempt, Outcome::in_doubt, why)) return;
  auto message = tx.store.message(attempt.message);
  segment_in_doubt(tx, message, why);
  if (attempt.tp_status) segment_accepted(tx, message);
  apply_early_status_report(tx, attempt, message);
}

bool is_hopeless(delivery::Verdict verdict) {
  return verdict == delivery::Verdict::recipient_dead || verdict == delivery::Verdict::message_bad;
}

/// A refusal that is charged to the message: backed off, or given up.
void charge_message(Transaction& tx, OutboundMessage& message, const delivery::Cause& cause) {
  ++message.refusals;
  if (is_hopeless(cause.verdict) || message.refusals >= tx.rules.delivery.attempts)
    return give_up(tx, message, delivery::Event::given_up, cause.text);
  const auto pause = delivery::backoff(tx.rules.delivery.retry, message.refusals);
  requeue(tx, message, delivery::Event::refused, pause, cause.text);
  tx.store.defer_recipient(message.to, message.not_before);
}

/// The carrier wants the whole line slower: no try of the message's, and it keeps its place in the queue.
void back_to_its_place(Transaction& tx, ModemPool& pool, const Attempt& attempt,
                       const delivery::Cause& cause) {
  line_throttled(tx, pool, attempt.modem, attempt.started);
  auto message = tx.store.message(attempt.message);
  requeue(tx, message, delivery::Event::refused, message.not_before - tx.now, cause.text);
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

void on_accepted(Transaction& tx, const SendAccepted& event, ModemPool& pool) {
  auto attempt = release_from_worker(tx, event.modem, event.attempt, pool);
  if (!attempt) return;
  attempt->message_reference = event.message_reference;
  attempt->message_id = event.message_id;
  if (!end_attempt(tx, *attempt, Outcome::accepted, "")) return;
  sim_accepted(tx, pool, event.modem);
  auto message = tx.store.message(attempt->message);
  segment_accepted(tx, message);
  apply_early_status_report(tx, *attempt, message);
}

void on_refused(Transaction& tx, const SendRefused& event, ModemPool& pool) {
  auto attempt = release_from_worker(tx, event.modem, event.attempt, pool);
  if (!attempt) return;
  const auto cause = delivery::cause_of(event.refusal);
  attempt->refusal = event.refusal;
  if (!end_attempt(tx, *attempt, Outcome::refused, cause.text)) return;
  if (cause.verdict == delivery::Verdict::line_busy) return back_to_its_place(tx, pool, *attempt, cause);
  const auto charge =
      sim_refused(tx, pool, event.modem, {attempt->to, attempt->message, tx.now, cause.verdict, cause.text});
  auto message = tx.store.message(attempt->message);
  if (charge == sim::Charge::sim)
    requeue(tx, message, delivery::Event::refused, sim_pause, cause.text);
  else
    charge_message(tx, message, cause);
}

void on_in_doubt(Transaction& tx, const SendInDoubt& event, ModemPool& pool) {
  if (auto attempt = release_from_worker(tx, event.modem, event.attempt, pool))
    mark_in_doubt(tx, *attempt, event.detail);
}

void on_aborted(Transaction& tx, const SendAborted& event, ModemPool& pool) {
  auto attempt = release_from_worker(tx, event.modem, event.attempt, pool);
  if (!attempt) return;
  if (attempt->release_recorded_at) return mark_in_doubt(tx, *attempt, event.detail);
  requeue_unsent(tx, *attempt, event.asked ? aborted_pause : Duration{0}, event.detail);
  if (event.asked)
    sim_refused(tx, pool, event.modem,
                {attempt->to, attempt->message, tx.now, delivery::Verdict::sim_trouble, event.detail});
}

void expire_and_retry(Transaction& tx) {
  for (auto& message : tx.store.in_doubt_expired(tx.now, batch)) {
    if (message.times_in_doubt >= 2)
      give_up(tx, message, delivery::Event::in_doubt_twice, "may have arrived");
    else
      requeue(tx, message, delivery::Event::retry, Duration{0}, message.error);
  }
  for (auto& message : tx.store.expired(tx.now, batch))
    give_up(tx, message, delivery::Event::expire,
            message.error.empty() ? "too old to be of use" : "too old; last: " + message.error);
}

}  // namespace lapor::engine
