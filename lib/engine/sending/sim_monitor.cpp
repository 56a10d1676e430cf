#include "engine/sending/sim_monitor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "domain/sim/balance_text.hpp"
#include "engine/deadlines/deadlines.hpp"
#include "engine/outbox/operator_alerts.hpp"

namespace lapor::engine {
namespace {

using namespace std::chrono_literals;
constexpr Duration answers_may_wait = 10min, look_at_answers = 2min;
constexpr Duration ask_again = 30min;  ///< an answer that could not be read
constexpr std::array warn_before{std::chrono::days(14), std::chrono::days(0)};

/// The next time to ask for the balance; nullopt while the modem can't be asked.
std::optional<Instant> balance_due(Transaction& tx, const ModemPool& pool, const std::string& modem,
                                   const SimRules& sim) {
  const auto state = pool.modems.find(modem);
  if (sim.balance.ussd.empty() || state == pool.modems.end() || !state->second.idle()) return std::nullopt;
  const auto known = tx.store.balance(modem);
  if (!known || tx.now < known->asked) return tx.now;
  return known->asked + (known->amount ? sim.balance.every : std::min(sim.balance.every, ask_again));
}

void ask_balances(Transaction& tx, const ModemPool& pool) {
  for (const auto& [modem, sim] : tx.rules.sims) {
    const auto due = balance_due(tx, pool, modem, sim);
    if (!due || *due > tx.now) continue;
    auto b = tx.store.balance(modem).value_or(SimBalance{});
    b.asked = tx.now;
    tx.store.set_balance(modem, b);
    tx.effects.push_back(QueryBalance{modem, sim.balance.ussd});
  }
}

/// The warning that is due for this SIM: "2027-03-01, 14 days".
std::string validity_warning(Transaction& tx, const SimRules& sim) {
  std::string due;
  if (!sim.valid_until) return due;
  for (const auto days : warn_before)
    if (tx.now >= tx.rules.calendar.start_of_day(Instant{*sim.valid_until - days} + 12h))
      due = fmt::format("{}, {} days", tx.rules.calendar.short_date(Instant{*sim.valid_until} + 12h),
                        days.count());
  return due;
}

bool is_told(Transaction& tx, const std::string& modem, const std::string& warning) {
  const auto told = tx.store.get<settings::ValidityWarning>(modem);
  return told && told->warning == warning;
}

std::optional<Instant> validity_due(Transaction& tx, const std::string& modem, const SimRules& sim) {
  if (!sim.valid_until) return std::nullopt;
  const auto warning = validity_warning(tx, sim);
  if (!warning.empty() && !is_told(tx, modem, warning)) return tx.now;
  for (const auto days : warn_before) {
    const auto at = tx.rules.calendar.start_of_day(Instant{*sim.valid_until - days} + 12h);
    if (at > tx.now) return at;
  }
  return std::nullopt;
}

void warn_of_validity(Transaction& tx) {
  for (const auto& [modem, sim] : tx.rules.sims) {
    const auto warning = validity_warning(tx, sim);
    if (warning.empty() || is_told(tx, modem, warning)) continue;
    tx.store.set(modem, settings::ValidityWarning{warning});
    const auto date = tx.rules.calendar.short_date(Instant{*sim.valid_until} + 12h);
    tx.log(log::Level::warning, "sim-validity", fmt::format("{}: its SIM is valid until {}", modem, date),
           {{"MODEM", modem}});
    alert_operator(tx, fmt::format("SIM {} berlaku sampai {}. Isi ulang atau perpanjang.", modem, date));
  }
}

/// Once for each time that they begin to wait.
void warn_of_silence(Transaction& tx, ModemPool& pool) {
  if (tx.now >= pool.answers_seen && tx.now - pool.answers_seen < look_at_answers) return;
  pool.answers_seen = tx.now;
  const auto oldest = tx.store.oldest_queued_answer();
  const bool waits = oldest && tx.now - *oldest >= answers_may_wait;
  const bool told = tx.store.get<settings::AnswersWaitSince>().has_value();
  if (waits == told) return;
  if (waits)
    tx.store.set(settings::AnswersWaitSince{*oldest});
  else
    tx.store.clear<settings::AnswersWaitSince>();
  if (!waits) return tx.log(log::Level::notice, "answers-go", "answers go out again");
  const auto since = tx.rules.calendar.short_time(*oldest);
  tx.log(log::Level::error, "answers-wait",
         fmt::format("reports are received, but answers have waited since {}", since));
  alert_operator(
      tx, fmt::format("Laporan masuk, tetapi jawaban tertahan sejak {}. Periksa modem dan pulsa.", since));
}

}  // namespace

void monitor_sims(Transaction& tx, ModemPool& pool) {
  ask_balances(tx, pool);
  warn_of_validity(tx);
  warn_of_silence(tx, pool);
}

std::optional<Instant> next_sim_check(Transaction& tx, const ModemPool& pool, bool answers_queued) {
  std::optional<Instant> next;
  if (answers_queued) next = pool.answers_seen + look_at_answers;
  for (const auto& [modem, sim] : tx.rules.sims)
    next = earlier(next, earlier(balance_due(tx, pool, modem, sim), validity_due(tx, modem, sim)));
  return next;
}

void record_balance(Transaction& tx, const BalanceReceived& event) {
  const auto sim = tx.rules.sims.find(event.modem);
  if (sim == tx.rules.sims.end() || sim->second.balance.ussd.empty()) return;
  const auto& settings = sim->second.balance;
  auto b = tx.store.balance(event.modem).value_or(SimBalance{tx.now, std::nullopt, std::nullopt});
  const auto before = b.amount;
  b.amount = event.ok ? sim::read_balance(event.text, settings.pattern) : std::nullopt;
  if (b.amount) b.read_at = tx.now;
  tx.store.set_balance(event.modem, b);
  if (!b.amount) {
    tx.log(log::Level::warning, "balance-unknown",
           fmt::format("{}: the answer to {} can't be read{}", event.modem, settings.ussd,
                       event.ok ? "" : ": " + event.text),
           {{"MODEM", event.modem}});
    return;
  }
  const auto low = std::int64_t{settings.low};
  if (*b.amount >= low || (before && *before < low)) return;
  tx.log(log::Level::warning, "balance-low", fmt::format("{}: {} left", event.modem, *b.amount),
         {{"MODEM", event.modem}});
  alert_operator(tx, fmt::format("Pulsa SIM {} tinggal {}. Isi ulang.", event.modem, *b.amount));
}

}  // namespace lapor::engine
