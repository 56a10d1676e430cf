#include "laporctl/program.hpp"

#include <fmt/format.h>

#include <chrono>

#include "base/expect.hpp"
#include "common/exit_status.hpp"
#include "control/command_table.hpp"
#include "laporctl/commands/groups.hpp"
#include "laporctl/watch.hpp"

namespace lapor::laporctl {
namespace {

using control::Json;
using MakeRequest = std::function<Json()>;
using Show = std::function<std::string(const Json&, const Page&)>;

/// One look at a view; while the gateway can't be reached, the reason.
std::string look(const std::filesystem::path& socket, const Json& request, const Show& show, bool json) {
  const auto answer = ask_for_people(socket, request);
  if (answer) return json ? answer->result.dump() : show(answer->result, answer->page);
  const auto& why = answer.error().context;
  return json ? Json::object({{"error", why}}).dump() : why + "\n";
}

int watch_view(const Session& session, const std::filesystem::path& socket, const MakeRequest& request,
               const Show& show) {
  return watch(std::chrono::seconds(*session.options().watch),
               [&] { return look(socket, request(), show, session.options().json); });
}

int ask_once(const Session& session, const std::filesystem::path& socket, const Json& request,
             const Show& show) {
  const auto answer = ask_for_people(socket, request);
  if (!answer) return complain(answer.error());
  const auto& result = answer->result;
  return session.print({session.options().json ? std::string{} : show(result, answer->page), result});
}

}  // namespace

void Command::ask_gateway(MakeRequest request, Show show) {
  const auto* asked = control::find_command(name_);
  LAPOR_EXPECT(asked != nullptr);
  const bool is_view = asked->kind == control::Kind::view;
  action_ = [=](const Session& session) -> int {
    const auto socket = session.socket_or_complain();
    if (!socket) return daemon::exit_refused;
    if (!session.options().watch) return ask_once(session, *socket, request(), show);
    if (is_view) return watch_view(session, *socket, request, show);
    return complain("only views can be watched, such as status or queue", daemon::exit_laporctl_usage);
  };
}

void Command::ask_gateway(MakeRequest request, std::function<std::string(const Json&)> show) {
  ask_gateway(std::move(request),
              Show([show = std::move(show)](const Json& result, const Page&) { return show(result); }));
}

Program::Program() : line_("laporctl", "laporctl: look at the gateway and give it orders") {
  auto options = line_.options();
  const auto socket = options.option("--socket", options_.socket, "the gateway's control socket");
  options.option("--config", options_.config, "lapord.toml, which names the socket").excludes(socket);
  options.flag("--json", options_.json, "print one JSON document");
  options.option("--watch", options_.watch, "ask again and again, so many seconds apart (2)")
      .default_value("2")
      .between(1, 3600);
  line_.require_command();
  add_ticket_commands(*this);
  add_coordinator_commands(*this);
  add_message_commands(*this);
  add_report_commands(*this);
  add_modem_commands(*this);
  add_gateway_commands(*this);
  add_learn_command(*this);
  add_configuration_commands(*this);
  add_web_commands(*this);
  add_node_commands(*this);
  add_offline_commands(*this);
}

Command& Program::add(const std::string& name, const std::string& help) {
  LAPOR_EXPECT(!has(name));
  return commands_.try_emplace(name, name, line_.options().command(name, help)).first->second;
}

int Program::run(int argc, const char* const* argv) {
  if (const auto status = line_.parse(argc, argv, daemon::exit_laporctl_usage)) return *status;
  const auto& command = commands_.at(line_.command());
  if (const auto fault = command.fault()) {
    fmt::print(stderr, "{}\n", *fault);
    return daemon::exit_laporctl_usage;
  }
  return command.run(Session(options_));
}

}  // namespace lapor::laporctl
