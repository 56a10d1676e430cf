// Orders to one modem: reset, hold, resume, ussd.
#include <fmt/format.h>

#include <array>

#include "control/commands/contain_faults.hpp"
#include "control/commands/groups.hpp"
#include "control/modem_orders.hpp"

namespace lapor::control {
namespace {

Json ok_with(std::string_view text) { return done(Json::object({{"ok", true}, {"text", text}})); }

std::string_view done_words(ModemAction action) {
  switch (action) {
    case ModemAction::reset:
      return "the modem is reset and its worker restarted";
    case ModemAction::hold:
      return "the modem is left alone until resume";
    case ModemAction::resume:
      break;
  }
  return "the modem is used again";
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
  const auto modem = text_of(request.body, "modem"), word = text_of(request.body, "action");
  if (!gateway.has_modem(modem)) return reply(refused(fmt::format("there is no modem \"{}\"", modem)));
  if (const auto action = modem_action(word)) {
    act_on_modem(gateway, request.actor, modem, *action);
    return reply(ok_with(done_words(*action)));
  }
  if (word != "ussd") return reply(refused("a modem can be told reset, hold, resume or ussd"));
  gateway.log(log::Level::notice, "modem-order", fmt::format("{}: {} ussd", request.actor.text(), modem));
  dial(gateway, modem, text_of(request.body, "code"), reply);
}

constexpr std::array rows{
    Command{"modem", Right::control, Audit::log, Kind::order, order_modem},
};

}  // namespace

std::span<const Command> modem_commands() { return rows; }

}  // namespace lapor::control
