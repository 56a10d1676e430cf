#include "engine/sending/modem_pool.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/outbox/operator_alerts.hpp"

namespace lapor::engine {
namespace {

const SimRules& sim_settings(Transaction& tx, const std::string& modem) {
  static const SimRules none;
  const auto found = tx.rules.sims.find(modem);
  return found == tx.rules.sims.end() ? none : found->second;
}

/// The time from which the day's limit lets it send: now, or the beginning of the next day.
Instant day_opens(Transaction& tx, const std::string& modem) {
  const auto limit = sim_settings(tx, modem).daily_limit;
  const auto& calendar = tx.rules.calendar;
  const auto today = calendar.start_of_day(tx.now);
  if (limit == 0 || tx.store.attempts_since(modem, today) < limit) return tx.now;
  return calendar.start_of_day(today + std::chrono::hours(26));
}

/// The state of the SIM, rebuilt from stored attempts.
ModemAvailability restore_from_store(Transaction& tx, const std::string& modem) {
  ModemAvailability state;
  for (const auto& a : tx.store.refusals_since_success(modem)) {
    const auto verdict = delivery::cause_of(a.refusal.value_or(delivery::Refusal{})).verdict;
    if (verdict == delivery::Verdict::line_busy) continue;
    sim::record_refusal(state.breaker, {a.to, a.message, *a.ended, verdict, a.error});
  }
  const auto& pace = sim_settings(tx, modem).pace;
  if (pace.per_minute == 0) return state;
  const auto since = tx.now - std::chrono::minutes(1) * (pace.burst / pace.per_minute + 2);
  for (const auto at : tx.store.sends_since(modem, since))
    state.earliest_conforming = limits::after_send(state.earliest_conforming, pace, at);
  return state;
}

/// Messages that were charged for what was the SIM's fault get their refusals back, and may go at once by
/// another.
void refund_refusals(Transaction& tx, const sim::SimBreaker& breaker, OutboundId except) {
  for (const auto& suspect : breaker.suspects) {
    if (suspect.message == except) continue;
    auto message = tx.store.message(suspect.message);
    if (message.state != delivery::State::queued || message.refusals == 0) continue;
    --message.refusals;
    message.not_before = std::min(message.not_before, tx.now);
    tx.store.update(message);
  }
}

}  // namespace

void modem_up(Transaction& tx, ModemPool& pool, const std::string& modem) {
  auto at = pool.modems.find(modem);
  if (at == pool.modems.end()) at = pool.modems.emplace(modem, restore_from_store(tx, modem)).first;
  at->second.up = at->second.registered = true;
  at->second.up_since = tx.now;
  at->second.stuck = false;
  at->second.in_hand.clear();
  at->second.window = sim_settings(tx, modem).window;
}

Instant up_since(const ModemPool& pool, const std::string& modem) {
  const auto at = pool.modems.find(modem);
  return at == pool.modems.end() ? Instant{} : at->second.up_since;
}

void modem_down(ModemPool& pool, const std::string& modem) {
  const auto at = pool.modems.find(modem);
  if (at == pool.modems.end()) return;
  at->second.up = at->second.stuck = false;
  at->second.in_hand.clear();
}

void modem_stuck(ModemPool& pool, const std::string& modem, bool stuck) {
  const auto at = pool.modems.find(modem);
  if (at != pool.modems.end()) at->second.stuck = stuck;
}

void modem_registered(ModemPool& pool, const std::string& modem, bool registered) {
  const auto at = pool.modems.find(modem);
  if (at != pool.modems.end()) at->second.registered = registered;
}

std::vector<AttemptId> held_attempts(const ModemPool& pool) {
  std::vector<AttemptId> held;
  for (const auto& [name, modem] : pool.modems)
    if (modem.up) held.insert(held.end(), modem.in_hand.begin(), modem.in_hand.end());
  return held;
}

sim::Charge sim_refused(Transaction& tx, ModemPool& pool, const std::string& modem,
                        const sim::SimRefusal& refusal) {
  auto& breaker = pool.modems[modem].breaker;
  const bool was_open = breaker.open_since.has_value();
  const auto charge = sim::record_refusal(breaker, refusal);
  if (was_open || !breaker.open_since) return charge;
  refund_refusals(tx, breaker, refusal.message);
  tx.log(log::Level::error, "sim-refused",
         fmt::format("{}: the network refuses what it sends ({}); it rests, and tries one text now and then",
                     modem, refusal.why),
         {{"MODEM", modem}});
  alert_operator(tx, fmt::format("SIM {} ditolak jaringan ({}). Pesan menunggu. Periksa pulsa dan kartu.",
                                 modem, refusal.why));
  return charge;
}

void sim_accepted(Transaction& tx, ModemPool& pool, const std::string& modem) {
  pool.modems[modem].throttled = 0;
  auto& breaker = pool.modems[modem].breaker;
  if (breaker.open_since)
    tx.log(log::Level::notice, "sim-works", fmt::format("{}: the network takes its texts again", modem),
           {{"MODEM", modem}});
  sim::record_success(breaker);
}

void line_throttled(Transaction& tx, ModemPool& pool, const std::string& modem, Instant attempt_started) {
  auto& state = pool.modems[modem];
  if (state.throttled > 0 && attempt_started < state.throttled_until) return;
  constexpr Duration longest = std::chrono::seconds(30);
  const auto pause = std::min(longest, Duration(std::chrono::seconds(1u << std::min(state.throttled, 5u))));
  ++state.throttled;
  state.throttled_until = tx.now + pause;
  if (state.throttled == 1)
    tx.log(log::Level::notice, "line-throttled", fmt::format("{}: the carrier wants it slower", modem),
           {{"MODEM", modem}});
}

void sim_trusted(Transaction& tx, ModemPool& pool, const std::string& modem) {
  const auto at = pool.modems.find(modem);
  if (at == pool.modems.end() || !at->second.breaker.open_since) return;
  sim::record_success(at->second.breaker);
  tx.log(log::Level::notice, "sim-trusted", fmt::format("{}: the operator says that its SIM is well", modem),
         {{"MODEM", modem}});
}

std::optional<Instant> available_from(Transaction& tx, const std::string& modem,
                                      const ModemAvailability& state) {
  if (!state.idle() || sim_settings(tx, modem).use == SimUse::receive) return std::nullopt;
  auto free = std::max(day_opens(tx, modem),
                       limits::next_allowed(state.earliest_conforming, sim_settings(tx, modem).pace, tx.now));
  free = std::max(free, state.throttled_until);
  if (!sim::may_send(state.breaker, tx.now)) free = std::max(free, sim::next_probe(state.breaker));
  return free;
}

std::string blocked_reason(Transaction& tx, const std::string& modem, const ModemAvailability& state) {
  const auto clock = [&](Instant at) { return tx.rules.calendar.short_time(at); };
  if (sim_settings(tx, modem).use == SimUse::receive) return "it is for receiving only";
  if (!state.up) return "the modem isn't ready";
  if (!state.registered) return "no network";
  if (state.stuck) return "the modem is busy";
  if (state.breaker.open_since)
    return fmt::format("the network refuses its SIM since {} ({}); next try {}",
                       clock(*state.breaker.open_since), state.breaker.why,
                       clock(sim::next_probe(state.breaker)));
  if (state.throttled_until > tx.now)
    return "the carrier wants it slower: next at " + clock(state.throttled_until);
  if (day_opens(tx, modem) > tx.now) return "its day's limit is used up";
  const auto next = limits::next_allowed(state.earliest_conforming, sim_settings(tx, modem).pace, tx.now);
  return next > tx.now ? "its pace: next at " + clock(next) : "";
}

bool is_available(Transaction& tx, const std::string& modem, const ModemAvailability& state) {
  return sim_settings(tx, modem).use != SimUse::receive && state.up && state.registered && !state.stuck &&
         !state.breaker.open_since && day_opens(tx, modem) <= tx.now;
}

}  // namespace lapor::engine
