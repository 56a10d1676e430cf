// The gateway as a whole: status, doctor, backup, reload.
#include <fmt/format.h>

#include <array>

#include "control/commands/groups.hpp"

namespace lapor::control {
namespace {

Result<Json> show_status(const Request&, Gateway& gateway) { return render(gateway.status()); }

Result<Json> diagnose(const Request&, Gateway& gateway) { return gateway.findings(); }

void make_backup(const Request&, Gateway& gateway, const Reply& reply) {
  gateway.make_backup([reply](const Result<std::filesystem::path>& file) {
    reply(file ? done(Json::object({{"ok", true}, {"file", file->string()}}))
               : refused(file.error().context));
  });
}

Result<Json> outcome_of(const ReloadOutcome& outcome) {
  if (!outcome.faults.empty()) {
    std::string faults;
    for (const auto& fault : outcome.faults) faults += (faults.empty() ? "" : "\n") + fault;
    return Error{Errc::rejected, faults};
  }
  auto keys = Json::list();
  std::string text = "taken";
  for (const auto& key : outcome.need_restart) {
    keys.add(key);
    text += fmt::format("{} {}", keys.items().size() == 1 ? "; only a restart changes" : ",", key);
  }
  return Json::object({{"ok", true}, {"need_restart", keys}, {"text", text}});
}

Result<Json> reload(const Request& request, Gateway& gateway) {
  gateway.log(log::Level::notice, "reload-asked", fmt::format("{}: reload", request.actor));
  return outcome_of(gateway.reload());
}

constexpr std::array rows{
    Command{"status", Right::view, Audit::none, Kind::view, show_status},
    Command{"doctor", Right::control, Audit::none, Kind::view, diagnose},
    Command{"backup", Right::control, Audit::log, Kind::order, make_backup},
    Command{"reload", Right::control, Audit::log, Kind::order, reload},
};

}  // namespace

std::span<const Command> gateway_commands() { return rows; }

}  // namespace lapor::control
