#include "control/dispatch.hpp"

#include <fmt/format.h>

#include "control/command_table.hpp"
#include "control/commands/contain_faults.hpp"
#include "domain/sms/address.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::control {
namespace {

void run(const Command& command, const Request& request, Gateway& gateway, const Reply& reply) {
  contain_faults(gateway, reply, [&] { command.handler.run(request, gateway, reply); });
}

/// The record is on disk before the answer goes out. While the database can't be written people must still be
/// able to look: then the log has to do.
void record_then_run(const Command& command, const Request& request, Gateway& gateway, const Reply& reply) {
  const auto access = access_record(request, gateway.rules().country);
  const auto log_instead = [&gateway, access] {
    gateway.log(
        log::Level::warning, "access-unrecorded",
        fmt::format("{} looked at {}; the database couldn't take it down", access.actor.text(), access.what));
  };
  if (!gateway.database_ok()) return log_instead(), run(command, request, gateway, reply);
  gateway.execute(engine::AccessLogged{access}, [&, request, reply, log_instead](const auto* effects) {
    if (!effects) log_instead();
    run(command, request, gateway, reply);
  });
}

/// A program that shows the answer to people needs the gateway's wall clock.
Reply with_timezone(Gateway& gateway, const Reply& reply) {
  return [zone = gateway.rules().calendar.zone(), reply](Json answer) {
    answer.set("timezone", zone);
    reply(std::move(answer));
  };
}

}  // namespace

void dispatch(const Request& request, Gateway& gateway, const Reply& to) {
  const auto reply = with_timezone(gateway, to);
  const auto name = text_of(request.body, "command");
  const auto* command = find_command(name);
  const auto needed = command ? Right(command->right) : Right::control;
  if (request.right < needed) return reply(refused("this socket only answers questions"));
  if (!command) return reply(refused(fmt::format("this version knows no command \"{}\"", name)));
  if (command->audit == Audit::access) return record_then_run(*command, request, gateway, reply);
  run(*command, request, gateway, reply);
}

engine::AccessRecord access_record(const Request& request, std::string_view country) {
  const auto& body = request.body;
  engine::AccessRecord out;
  out.actor = request.actor;
  out.masked = request.numbers() == Numbers::masked;
  out.what = text_of(body, "command");
  if (const auto id = ticket::id_of(text_of(body, "ticket"))) out.ticket = id;
  const auto add = [&](std::string_view name, const std::string& value) {
    constexpr std::size_t max_length = 20;  // a client writes what it likes
    if (!value.empty())
      out.detail += fmt::format("{}{} {}", out.detail.empty() ? "" : ", ", name, value.substr(0, max_length));
  };
  if (const auto number = text_of(body, "number"); !number.empty())
    add("number", log::mask(sms::read_address(number, country).text));
  add("state", text_of(body, "state"));
  add("agency", text_of(body, "agency"));
  if (const auto id = number_of(body, "id")) add("id", std::to_string(*id));
  return out;
}

}  // namespace lapor::control
