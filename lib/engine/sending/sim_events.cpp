#include "engine/sending/sim_events.hpp"

#include <fmt/format.h>

#include "domain/sim/sim_pin.hpp"
#include "engine/outbox/operator_alerts.hpp"

namespace lapor::engine {
namespace {

bool changed(const std::string& before, const std::string& now) {
  return !before.empty() && !now.empty() && before != now;
}

void update_sim(Transaction& tx, const ModemUp& event) {
  const auto before = tx.store.sim(event.modem).value_or(SimIdentity{});
  // A modem that doesn't tell this time is no other one.
  const SimIdentity now{event.sim.imei.empty() ? before.imei : event.sim.imei,
                        event.sim.imsi.empty() ? before.imsi : event.sim.imsi};
  if (now == before) return;
  tx.store.set_sim(event.modem, now, tx.now);
  if (changed(before.imei, now.imei))
    tx.log(log::Level::notice, "modem-swapped",
           fmt::format("{}: another modem stands in its place", event.modem), {{"MODEM", event.modem}});
  if (!changed(before.imsi, now.imsi)) return;
  tx.log(log::Level::warning, "sim-swapped",
         fmt::format("{}: another SIM is in it, and so another number", event.modem),
         {{"MODEM", event.modem}});
  alert_operator(tx, fmt::format("modem {}: kartu SIM diganti, nomornya lain", event.modem));
}

/// The next time that a PIN is withheld is told again.
void may_tell_again(Transaction& tx, const std::string& modem) {
  if (tx.store.get<settings::PinWithheld>(modem)) tx.store.clear<settings::PinWithheld>(modem);
}

}  // namespace

void on_modem_up(Transaction& tx, const ModemUp& event, ModemPool& pool) {
  modem_up(tx, pool, event.modem);
  tx.store.end_pin_try(event.modem, true);  // cut off in the middle of it, yet the SIM is open
  may_tell_again(tx, event.modem);
  update_sim(tx, event);
  if (const auto known = tx.store.get<settings::PaceOfModem>(event.sim.imei);
      known && !event.sim.imei.empty())
    tx.effects.push_back(UsePace{event.modem, known->pace});
}

void remember_pace(Transaction& tx, const PaceShown& event) {
  if (!event.imei.empty()) tx.store.set(event.imei, settings::PaceOfModem{event.pace});
}

void decide_pin(Transaction& tx, const PinRequired& event) {
  const auto tries = event.pin.empty() ? std::vector<sim::PinTry>{} : tx.store.pin_tries(event);
  const auto verdict = sim::may_enter({!event.pin.empty(), event.tries_left, tries});
  if (verdict == sim::PinVerdict::enter) {
    tx.store.add_pin_try(event);
    tx.effects.push_back(EnterPin{event.modem});
    return;
  }
  const std::string why{sim::reason(verdict)};
  tx.effects.push_back(WithholdPin{event.modem, why});
  // Told once: the modem asks again every minute.
  const auto told = tx.store.get<settings::PinWithheld>(event.modem);
  if (told && told->reason == why) return;
  tx.store.set(event.modem, settings::PinWithheld{why});
  tx.log(log::Level::error, "pin-withheld", fmt::format("{}: {}", event.modem, why),
         {{"MODEM", event.modem}});
  alert_operator(tx, fmt::format("modem {} minta PIN SIM; periksa, lalu: laporctl modem {} resume",
                                 event.modem, event.modem));
}

void record_pin_result(Transaction& tx, const PinResult& event) {
  tx.store.end_pin_try(event.modem, event.accepted);
  if (!event.accepted)
    tx.log(log::Level::error, "pin-refused", fmt::format("{}: the SIM refused the PIN", event.modem),
           {{"MODEM", event.modem}});
}

void forgive_pin_tries(Transaction& tx, const PinTriesForgiven& event) {
  tx.store.forgive_pin_tries(event.modem);
  may_tell_again(tx, event.modem);
}

void alert_modem_missing(Transaction& tx, const ModemMissing& event) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(event.unusable).count();
  tx.log(log::Level::error, "modem-missing",
         fmt::format("{}: not usable for {} minutes ({}{}{})", event.modem, minutes, event.state,
                     event.why.empty() ? "" : ": ", event.why),
         {{"MODEM", event.modem}});
  alert_operator(
      tx, fmt::format("modem {} tidak bisa dipakai sejak {} menit ({})", event.modem, minutes, event.state));
}

}  // namespace lapor::engine
