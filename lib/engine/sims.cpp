#include "engine/sims.hpp"

#include <fmt/format.h>

#include "domain/guard/sim_pin.hpp"
#include "engine/say.hpp"

namespace lapor::engine {
namespace {

bool changed(const std::string& before, const std::string& now) {
  return !before.empty() && !now.empty() && before != now;
}

void look_at_sim(Turn& turn, const ModemUp& event) {
  const auto before = turn.store.sim(event.modem).value_or(Sim{});
  // A modem that doesn't tell this time is no other one.
  const Sim now{event.sim.imei.empty() ? before.imei : event.sim.imei,
                event.sim.imsi.empty() ? before.imsi : event.sim.imsi};
  if (now == before) return;
  turn.store.set_sim(event.modem, now, turn.now);
  if (changed(before.imei, now.imei))
    turn.log(log::Level::notice, "modem-swapped",
             fmt::format("{}: another modem stands in its place", event.modem), {{"MODEM", event.modem}});
  if (!changed(before.imsi, now.imsi)) return;
  turn.log(log::Level::warning, "sim-swapped",
           fmt::format("{}: another SIM is in it, and so another number", event.modem),
           {{"MODEM", event.modem}});
  alarm(turn, fmt::format("modem {}: kartu SIM diganti, nomornya lain", event.modem));
}

std::string withheld(const std::string& modem) { return "pin withheld " + modem; }

/// The next time that a PIN is withheld is told again.
void may_tell_again(Turn& turn, const std::string& modem) {
  if (!turn.store.fact(withheld(modem)).empty()) turn.store.set_fact(withheld(modem), "");
}

}  // namespace

void take_modem(Turn& turn, const ModemUp& event, Fleet& fleet) {
  modem_up(turn, fleet, event.modem);
  turn.store.end_pin_try(event.modem, true);  // cut off in the middle of it, yet the SIM is open
  may_tell_again(turn, event.modem);
  look_at_sim(turn, event);
}

void decide_pin(Turn& turn, const PinAsked& event) {
  const auto tries = event.pin.empty() ? std::vector<guard::PinTry>{} : turn.store.pin_tries(event);
  const auto verdict = guard::may_enter({!event.pin.empty(), event.tries_left, tries});
  if (verdict == guard::PinVerdict::enter) {
    turn.store.add_pin_try(event);
    turn.effects.push_back(EnterPin{event.modem});
    return;
  }
  const std::string why{guard::reason(verdict)};
  turn.effects.push_back(WithholdPin{event.modem, why});
  // Told once: the modem asks again every minute.
  if (turn.store.fact(withheld(event.modem)) == why) return;
  turn.store.set_fact(withheld(event.modem), why);
  turn.log(log::Level::error, "pin-withheld", fmt::format("{}: {}", event.modem, why),
           {{"MODEM", event.modem}});
  alarm(turn, fmt::format("modem {} minta PIN SIM; periksa, lalu: laporctl modem {} resume", event.modem,
                          event.modem));
}

void take_pin_answer(Turn& turn, const PinAnswered& event) {
  turn.store.end_pin_try(event.modem, event.accepted);
  if (!event.accepted)
    turn.log(log::Level::error, "pin-refused", fmt::format("{}: the SIM refused the PIN", event.modem),
             {{"MODEM", event.modem}});
}

void forgive_pins(Turn& turn, const PinForgiven& event) {
  turn.store.forgive_pin_tries(event.modem);
  may_tell_again(turn, event.modem);
}

void tell_missing(Turn& turn, const ModemMissing& event) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(turn.now - event.since).count();
  turn.log(log::Level::error, "modem-missing",
           fmt::format("{}: not usable for {} minutes ({}{}{})", event.modem, minutes, event.state,
                       event.why.empty() ? "" : ": ", event.why),
           {{"MODEM", event.modem}});
  alarm(turn,
        fmt::format("modem {} tidak bisa dipakai sejak {} menit ({})", event.modem, minutes, event.state));
}

}  // namespace lapor::engine
