// Orders to one modem: reset, hold, resume, ussd.
#include <fmt/format.h>

#include <array>

#include "control/commands/contain_faults.hpp"
#include "control/commands/groups.hpp"

namespace lapor::control {
namespace {

Json ok_with(std::string_view text) { return done(Json::object({{"ok", true}, {"text", text}})); }

void do_nothing(const engine::Effects*) {}

/// Whoever resets or resumes a modem has looked at its SIM, so the SIM is trusted again.
void act(Gateway& gateway, const std::string& modem, ModemAction action) {
  if (action != ModemAction::hold) gateway.execute(engine::SimTrusted{modem}, do_nothing);
  if (action == ModemAction::resume) gateway.execute(engine::PinTriesForgiven{modem}, do_nothing);
  gateway.act_on_modem(modem, action);
}

/// At most the 182 characters of a USSD string (3GPP TS 23.038, 160 octets of septets).
bool is_ussd_code(const std::string& code) {
  return !code.empty() && code.size() <= 182 && code.find_first_not_of("0123456789*#") == std::string::npos;
}

void dial(Gateway& gateway, const std::string& modem, const std::string& code, const Reply& reply) {
  if (!is_ussd_code(code)) return reply(refused("a USSD code has digits, * and # only, such as *888#"));
  gateway.dial_ussd(modem, code, [reply](const Result<std::string>& answer) {
    reply(answer ? ok_with(*answer) : refused(answer.error().context));
  });
}

void order_modem(const Request& request, Gateway& gateway, const Reply& reply) {
  const auto modem = text_of(request.body, "modem"), action = text_of(request.body, "action");
  if (!gateway.has_modem(modem)) return reply(refused(fmt::format("there is no modem \"{}\"", modem)));
  gateway.log(log::Level::notice, "modem-order", fmt::format("{}: {} {}", request.actor, modem, action));
  if (action == "reset") {
    act(gateway, modem, ModemAction::reset);
    return reply(ok_with("the modem is reset and its worker started anew"));
  }
  if (action == "hold") {
    act(gateway, modem, ModemAction::hold);
    return reply(ok_with("the modem is left alone until resume"));
  }
  if (action == "resume") {
    act(gateway, modem, ModemAction::resume);
    return reply(ok_with("the modem is used again"));
  }
  if (action == "ussd") return dial(gateway, modem, text_of(request.body, "code"), reply);
  reply(refused("a modem can be told reset, hold, resume or ussd"));
}

constexpr std::array rows{
    Command{"modem", Right::control, Audit::log, Kind::order, order_modem},
};

}  // namespace

std::span<const Command> modem_commands() { return rows; }

}  // namespace lapor::control
