#include "engine/upkeep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "domain/guard/balance.hpp"
#include "engine/say.hpp"

namespace lapor::engine {
namespace {

using namespace std::chrono_literals;
constexpr Duration answers_may_wait = 10min, look_at_answers = 2min;
constexpr Duration ask_again = 30min;  ///< an answer that could not be read
constexpr std::array warn_before{std::chrono::days(14), std::chrono::days(0)};
constexpr auto mute = "answers wait since";

/// When its balance is asked next; nothing while its modem can't be asked.
std::optional<Instant> balance_due(Turn& turn, const Fleet& fleet, const std::string& modem,
                                   const SimRules& sim) {
  const auto state = fleet.modems.find(modem);
  if (sim.balance.ussd.empty() || state == fleet.modems.end() || !state->second.idle()) return std::nullopt;
  const auto known = turn.store.balance(modem);
  if (!known || turn.now < known->asked) return turn.now;
  return known->asked + (known->amount ? sim.balance.every : std::min(sim.balance.every, ask_again));
}

void ask_balances(Turn& turn, const Fleet& fleet) {
  for (const auto& [modem, sim] : turn.rules.sims) {
    const auto due = balance_due(turn, fleet, modem, sim);
    if (!due || *due > turn.now) continue;
    auto b = turn.store.balance(modem).value_or(SimBalance{});
    b.asked = turn.now;
    turn.store.set_balance(modem, b);
    turn.effects.push_back(AskBalance{modem, sim.balance.ussd});
  }
}

/// The warning that is due for this SIM: "2027-03-01, 14 days".
std::string validity_warning(Turn& turn, const SimRules& sim) {
  std::string due;
  if (!sim.valid_until) return due;
  for (const auto days : warn_before)
    if (turn.now >= turn.rules.calendar.start_of_day(Instant{*sim.valid_until - days} + 12h))
      due = fmt::format("{}, {} days", turn.rules.calendar.short_date(Instant{*sim.valid_until} + 12h),
                        days.count());
  return due;
}

std::string validity_fact(const std::string& modem) { return "validity " + modem; }

std::optional<Instant> validity_due(Turn& turn, const std::string& modem, const SimRules& sim) {
  if (!sim.valid_until) return std::nullopt;
  const auto warning = validity_warning(turn, sim);
  if (!warning.empty() && turn.store.fact(validity_fact(modem)) != warning) return turn.now;
  for (const auto days : warn_before) {
    const auto at = turn.rules.calendar.start_of_day(Instant{*sim.valid_until - days} + 12h);
    if (at > turn.now) return at;
  }
  return std::nullopt;
}

void warn_of_validity(Turn& turn) {
  for (const auto& [modem, sim] : turn.rules.sims) {
    const auto warning = validity_warning(turn, sim);
    const auto told = validity_fact(modem);
    if (warning.empty() || turn.store.fact(told) == warning) continue;
    turn.store.set_fact(told, warning);
    const auto date = turn.rules.calendar.short_date(Instant{*sim.valid_until} + 12h);
    turn.log(log::Level::warning, "sim-validity", fmt::format("{}: its SIM is valid until {}", modem, date),
             {{"MODEM", modem}});
    alarm(turn, fmt::format("SIM {} berlaku sampai {}. Isi ulang atau perpanjang.", modem, date));
  }
}

/// Once for each time that they begin to wait.
void warn_of_silence(Turn& turn, Fleet& fleet) {
  if (turn.now >= fleet.answers_seen && turn.now - fleet.answers_seen < look_at_answers) return;
  fleet.answers_seen = turn.now;
  const auto oldest = turn.store.oldest_answer();
  const bool waits = oldest && turn.now - *oldest >= answers_may_wait;
  const bool told = !turn.store.fact(mute).empty();
  if (waits == told) return;
  turn.store.set_fact(mute, waits ? std::to_string(oldest->time_since_epoch().count()) : "");
  if (!waits) return turn.log(log::Level::notice, "answers-go", "answers go out again");
  const auto since = turn.rules.calendar.short_time(*oldest);
  turn.log(log::Level::error, "answers-wait",
           fmt::format("reports are received, but answers have waited since {}", since));
  alarm(turn,
        fmt::format("Laporan masuk, tetapi jawaban tertahan sejak {}. Periksa modem dan pulsa.", since));
}

}  // namespace

void look_after(Turn& turn, Fleet& fleet) {
  ask_balances(turn, fleet);
  warn_of_validity(turn);
  warn_of_silence(turn, fleet);
}

std::optional<Instant> next_upkeep(Turn& turn, const Fleet& fleet) {
  std::optional<Instant> next;
  if (turn.store.answers_wait()) next = fleet.answers_seen + look_at_answers;
  const auto or_earlier = [&](std::optional<Instant> at) {
    if (at && (!next || *at < *next)) next = at;
  };
  for (const auto& [modem, sim] : turn.rules.sims) {
    or_earlier(balance_due(turn, fleet, modem, sim));
    or_earlier(validity_due(turn, modem, sim));
  }
  return next;
}

void take_balance(Turn& turn, const BalanceTold& event) {
  const auto sim = turn.rules.sims.find(event.modem);
  if (sim == turn.rules.sims.end() || sim->second.balance.ussd.empty()) return;
  const auto& settings = sim->second.balance;
  auto b = turn.store.balance(event.modem).value_or(SimBalance{turn.now, std::nullopt, std::nullopt});
  const auto before = b.amount;
  b.amount = event.ok ? guard::read_balance(event.text, settings.pattern) : std::nullopt;
  if (b.amount) b.read_at = turn.now;
  turn.store.set_balance(event.modem, b);
  if (!b.amount) {
    turn.log(log::Level::warning, "balance-unknown",
             fmt::format("{}: the answer to {} can't be read{}", event.modem, settings.ussd,
                         event.ok ? "" : ": " + event.text),
             {{"MODEM", event.modem}});
    return;
  }
  const auto low = std::int64_t{settings.low};
  if (*b.amount >= low || (before && *before < low)) return;
  turn.log(log::Level::warning, "balance-low", fmt::format("{}: {} left", event.modem, *b.amount),
           {{"MODEM", event.modem}});
  alarm(turn, fmt::format("Pulsa SIM {} tinggal {}. Isi ulang.", event.modem, *b.amount));
}

}  // namespace lapor::engine
