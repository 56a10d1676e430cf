#include "control/modem_orders.hpp"

#include <fmt/format.h>

#include "base/names.hpp"

namespace lapor::control {
namespace {

constexpr Names<ModemAction, 3> names{
    {{ModemAction::reset, "reset"}, {ModemAction::hold, "hold"}, {ModemAction::resume, "resume"}}};

void do_nothing(const engine::Effects*) {}

}  // namespace

std::string_view name(ModemAction action) { return to_name(names, action); }
std::optional<ModemAction> modem_action(std::string_view name) { return from_name(names, name); }

void act_on_modem(Gateway& gateway, const engine::Actor& actor, const std::string& modem,
                  ModemAction action) {
  gateway.log(log::Level::notice, "modem-order", fmt::format("{}: {} {}", actor.text(), modem, name(action)));
  if (action != ModemAction::hold) gateway.execute(engine::SimTrusted{modem}, do_nothing);
  if (action == ModemAction::resume) gateway.execute(engine::PinTriesForgiven{modem}, do_nothing);
  gateway.act_on_modem(modem, action);
}

}  // namespace lapor::control
