// Which SIM may send, how fast, and what the operator hears of one that can't.
#include "engine/fleet.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/say.hpp"

namespace lapor::engine {
namespace {

const SimRules& settings(Turn& turn, const std::string& modem) {
  static const SimRules none;
  const auto found = turn.rules.sims.find(modem);
  return found == turn.rules.sims.end() ? none : found->second;
}

/// When the day's limit lets it send: now, or as the next day begins.
Instant day_opens(Turn& turn, const std::string& modem) {
  const auto limit = settings(turn, modem).daily_limit;
  const auto& calendar = turn.rules.calendar;
  const auto today = calendar.start_of_day(turn.now);
  if (limit == 0 || turn.store.attempts_since(modem, today) < limit) return turn.now;
  return calendar.start_of_day(today + std::chrono::hours(26));
}

/// What a former life's attempts say of the SIM.
ModemState remembered(Turn& turn, const std::string& modem) {
  ModemState state;
  for (const auto& a : turn.store.refused_in_a_row(modem)) {
    const auto cause = delivery::cause_of(a.error);
    guard::refused(state.health, {a.to, a.outgoing, *a.ended, cause.verdict, a.error});
  }
  const auto& pace = settings(turn, modem).pace;
  if (pace.per_minute == 0) return state;
  const auto since = turn.now - std::chrono::minutes(1) * (pace.burst / pace.per_minute + 2);
  for (const auto at : turn.store.sends_since(modem, since)) state.paid = guard::sent(state.paid, pace, at);
  return state;
}

/// Texts that were charged for what was the SIM's fault get it back, and may go at once by another.
void take_back_charges(Turn& turn, const guard::SimHealth& health, OutgoingId but) {
  for (const auto& suspect : health.suspects) {
    if (suspect.text == but) continue;
    auto text = turn.store.outgoing(suspect.text);
    if (text.state != delivery::State::queued || text.refusals == 0) continue;
    --text.refusals;
    text.not_before = std::min(text.not_before, turn.now);
    turn.store.update(text);
  }
}

}  // namespace

void modem_up(Turn& turn, Fleet& fleet, const std::string& modem) {
  auto at = fleet.modems.find(modem);
  if (at == fleet.modems.end()) at = fleet.modems.emplace(modem, remembered(turn, modem)).first;
  at->second.up = at->second.registered = true;
  at->second.stuck = false;
  at->second.in_hand.reset();
}

void modem_down(Fleet& fleet, const std::string& modem) {
  const auto at = fleet.modems.find(modem);
  if (at == fleet.modems.end()) return;
  at->second.up = at->second.stuck = false;
  at->second.in_hand.reset();
}

void modem_stuck(Fleet& fleet, const std::string& modem, bool stuck) {
  const auto at = fleet.modems.find(modem);
  if (at != fleet.modems.end()) at->second.stuck = stuck;
}

void modem_registered(Fleet& fleet, const std::string& modem, bool registered) {
  const auto at = fleet.modems.find(modem);
  if (at != fleet.modems.end()) at->second.registered = registered;
}

guard::Charge sim_refused(Turn& turn, Fleet& fleet, const std::string& modem,
                          const guard::SimRefusal& refusal) {
  auto& health = fleet.modems[modem].health;
  const bool was_sick = health.sick_since.has_value();
  const auto charge = guard::refused(health, refusal);
  if (was_sick || !health.sick_since) return charge;
  take_back_charges(turn, health, refusal.text);
  turn.log(
      log::Level::error, "sim-refused",
      fmt::format("{}: the network refuses what it sends ({}); it rests, and tries one text now and then",
                  modem, refusal.why),
      {{"MODEM", modem}});
  alarm(turn, fmt::format("SIM {} ditolak jaringan ({}). Pesan menunggu. Periksa pulsa dan kartu.", modem,
                          refusal.why));
  return charge;
}

void sim_accepted(Turn& turn, Fleet& fleet, const std::string& modem) {
  auto& health = fleet.modems[modem].health;
  if (health.sick_since)
    turn.log(log::Level::notice, "sim-works", fmt::format("{}: the network takes its texts again", modem),
             {{"MODEM", modem}});
  guard::accepted(health);
}

void sim_trusted(Turn& turn, Fleet& fleet, const std::string& modem) {
  const auto at = fleet.modems.find(modem);
  if (at == fleet.modems.end() || !at->second.health.sick_since) return;
  guard::accepted(at->second.health);
  turn.log(log::Level::notice, "sim-trusted",
           fmt::format("{}: the operator says that its SIM is well", modem), {{"MODEM", modem}});
}

std::optional<Instant> free_from(Turn& turn, const std::string& modem, const ModemState& state) {
  if (!state.idle()) return std::nullopt;
  auto free =
      std::max(day_opens(turn, modem), guard::free_at(state.paid, settings(turn, modem).pace, turn.now));
  if (!guard::may_send(state.health, turn.now)) free = std::max(free, guard::next_try(state.health));
  return free;
}

std::string why_silent(Turn& turn, const std::string& modem, const ModemState& state) {
  const auto clock = [&](Instant at) { return turn.rules.calendar.short_time(at); };
  if (!state.up) return "the modem isn't ready";
  if (!state.registered) return "no network";
  if (state.stuck) return "the modem is busy";
  if (state.health.sick_since)
    return fmt::format("the network refuses its SIM since {} ({}); next try {}",
                       clock(*state.health.sick_since), state.health.why,
                       clock(guard::next_try(state.health)));
  if (day_opens(turn, modem) > turn.now) return "its day's limit is used up";
  const auto next = guard::free_at(state.paid, settings(turn, modem).pace, turn.now);
  return next > turn.now ? "its pace: next at " + clock(next) : "";
}

bool serves(Turn& turn, const std::string& modem, const ModemState& state) {
  return state.up && state.registered && !state.stuck && !state.health.sick_since &&
         day_opens(turn, modem) <= turn.now;
}

}  // namespace lapor::engine
