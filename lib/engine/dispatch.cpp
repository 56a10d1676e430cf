#include "engine/dispatch.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/delivery/cause.hpp"
#include "domain/schedule/backoff.hpp"
#include "engine/outcome.hpp"

namespace lapor::engine {
namespace {

constexpr std::size_t batch = 100;
/// Keeps a modem that answers at once, and never with a prompt, from spinning.
constexpr Duration cut_off_pause = std::chrono::seconds(2);
/// Others go before a text that a sick SIM refused: it is the SIM that waits, by its own pause.
constexpr Duration sim_pause = std::chrono::seconds(1);

bool held(const Fleet& fleet, const Attempt& attempt) {
  const auto modem = fleet.modems.find(attempt.modem);
  return modem != fleet.modems.end() && modem->second.up && modem->second.in_hand == attempt.id;
}

/// The attempt an event is about, if that modem's worker holds it; the worker is free again.
std::optional<Attempt> taken_back(Turn& turn, const std::string& modem, AttemptId id, Fleet& fleet) {
  const auto found = fleet.modems.find(modem);
  if (found == fleet.modems.end() || found->second.in_hand != id) {
    turn.log(log::Level::warning, "attempt-unknown", "a modem spoke of a send that it wasn't given",
             {{"MODEM", modem}});
    return std::nullopt;
  }
  found->second.in_hand.reset();
  return turn.store.attempt(id);
}

void requeue(Turn& turn, Outgoing& text, delivery::Event event, Duration pause, const std::string& why) {
  if (!move(turn, text, event)) return;
  text.not_before = turn.now + pause;
  text.error = why;
  turn.store.update(text);
}

/// Ended before its Ctrl-Z: it is simply queued again.
void nothing_left(Turn& turn, Attempt& attempt, Duration pause, const std::string& why) {
  if (!end_attempt(turn, attempt, Outcome::cut_off, why)) return;
  auto text = turn.store.outgoing(attempt.outgoing);
  requeue(turn, text, delivery::Event::cut_off, pause, why);
}

bool arrived(const Attempt& attempt) {
  return attempt.receipt && delivery::receipt(*attempt.receipt) == delivery::Receipt::delivered;
}

/// Its receipt was faster than the modem's answer.
void receipt_was_first(Turn& turn, const Attempt& attempt, Outgoing& text) {
  if (arrived(attempt) && text.state == delivery::State::sent) delivered(turn, text, *attempt.receipt_at);
}

void may_have_left(Turn& turn, Attempt& attempt, const std::string& why) {
  if (!end_attempt(turn, attempt, Outcome::in_doubt, why)) return;
  auto text = turn.store.outgoing(attempt.outgoing);
  part_in_doubt(turn, text, why);
  if (attempt.receipt) part_taken(turn, text);
  receipt_was_first(turn, attempt, text);
}

}  // namespace

void settle_orphans(Turn& turn, const Fleet& fleet) {
  for (auto attempt : turn.store.open_attempts()) {
    if (held(fleet, attempt)) continue;
    if (attempt.no_return)
      may_have_left(turn, attempt, "cut off after the text may have left");
    else
      nothing_left(turn, attempt, Duration{0}, "cut off before the text could leave");
  }
}

void pass_no_return(Turn& turn, const Prompted& event, const Fleet& fleet) {
  auto attempt = turn.store.attempt(event.attempt);
  if (attempt.outcome || !held(fleet, attempt) || attempt.modem != event.modem) return;
  if (!attempt.no_return) {
    attempt.no_return = turn.now;
    turn.store.update(attempt);
  }
  turn.effects.push_back(Release{event.modem, event.attempt});
}

void accept(Turn& turn, const SendAccepted& event, Fleet& fleet) {
  auto attempt = taken_back(turn, event.modem, event.attempt, fleet);
  if (!attempt) return;
  attempt->reference = event.reference;
  if (!end_attempt(turn, *attempt, Outcome::accepted, "")) return;
  sim_accepted(turn, fleet, event.modem);
  auto text = turn.store.outgoing(attempt->outgoing);
  part_taken(turn, text);
  receipt_was_first(turn, *attempt, text);
}

void refuse(Turn& turn, const SendRefused& event, Fleet& fleet) {
  auto attempt = taken_back(turn, event.modem, event.attempt, fleet);
  if (!attempt) return;
  const auto cause = delivery::cause_of(event.refusal);
  if (!end_attempt(turn, *attempt, Outcome::refused, cause.text)) return;
  const auto charge = sim_refused(turn, fleet, event.modem,
                                  {attempt->to, attempt->outgoing, turn.now, cause.verdict, cause.text});
  auto text = turn.store.outgoing(attempt->outgoing);
  if (charge == guard::Charge::sim)
    return requeue(turn, text, delivery::Event::refused, sim_pause, cause.text);
  ++text.refusals;
  const bool hopeless =
      cause.verdict == delivery::Verdict::recipient_dead || cause.verdict == delivery::Verdict::message_bad;
  if (hopeless || text.refusals >= turn.rules.delivery.attempts)
    return give_up(turn, text, delivery::Event::given_up, cause.text);
  requeue(turn, text, delivery::Event::refused, schedule::backoff(turn.rules.delivery.retry, text.refusals),
          cause.text);
  turn.store.hold_back(text.to, text.not_before);
}

void doubt(Turn& turn, const SendInDoubt& event, Fleet& fleet) {
  if (auto attempt = taken_back(turn, event.modem, event.attempt, fleet))
    may_have_left(turn, *attempt, event.detail);
}

void cut_off(Turn& turn, const SendCutOff& event, Fleet& fleet) {
  auto attempt = taken_back(turn, event.modem, event.attempt, fleet);
  if (!attempt) return;
  // The worker's word counts for less than the record: once released, nobody knows.
  if (attempt->no_return) return may_have_left(turn, *attempt, event.detail);
  nothing_left(turn, *attempt, event.asked ? cut_off_pause : Duration{0}, event.detail);
  if (event.asked)
    sim_refused(turn, fleet, event.modem,
                {attempt->to, attempt->outgoing, turn.now, delivery::Verdict::sim_trouble, event.detail});
}

void settle_by_time(Turn& turn) {
  for (auto& text : turn.store.doubt_over(turn.now, batch)) {
    if (text.doubts >= 2)
      give_up(turn, text, delivery::Event::doubted_twice, "may have arrived");
    else
      requeue(turn, text, delivery::Event::try_again, Duration{0}, text.error);
  }
  for (auto& text : turn.store.expired(turn.now, batch))
    give_up(turn, text, delivery::Event::expire,
            text.error.empty() ? "too old to be of use" : "too old; last: " + text.error);
}

}  // namespace lapor::engine
