// The gateway as a whole: status, doctor, backup, clock, reload.
#include <fmt/format.h>

#include <array>

#include "base/time.hpp"
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

void learn(const Request& request, Gateway& gateway, const Reply& reply) {
  gateway.learn(flag_of(request.body, "dry_run"), [reply](const Result<Json>& figures) {
    reply(figures ? done(*figures) : refused(figures.error().context));
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
  gateway.log(log::Level::notice, "reload-asked", fmt::format("{}: reload", request.actor.text()));
  return outcome_of(gateway.reload());
}

Json clock_answer(Gateway& gateway, const std::string& text) {
  return Json::object({{"ok", true},
                       {"doubted", gateway.clock_doubted()},
                       {"time", iso8601(gateway.now())},
                       {"machine_time", iso8601(gateway.machine_time())},
                       {"text", text}});
}

/// The operator who confirms has looked at a watch.
Result<Json> confirm_clock(const Request& request, Gateway& gateway) {
  gateway.log(log::Level::notice, "clock-confirmed", fmt::format("{}: clock confirm", request.actor.text()));
  const bool now = gateway.confirm_clock();
  return clock_answer(
      gateway, now ? "the machine's clock is followed again" : "the machine's clock is followed already");
}

Result<Json> clock(const Request& request, Gateway& gateway) {
  const auto action = text_of(request.body, "action");
  if (action == "confirm") return confirm_clock(request, gateway);
  if (!action.empty()) return Error{Errc::rejected, "the clock can only be confirmed"};
  if (!gateway.clock_doubted())
    return clock_answer(gateway, "the machine's clock is followed: " + iso8601(gateway.now()));
  return clock_answer(gateway,
                      fmt::format("the machine's clock says {}, which nobody confirms; the gateway counts "
                                  "{}. Set the clock, or follow it as it is: laporctl clock confirm",
                                  iso8601(gateway.machine_time()), iso8601(gateway.now())));
}

constexpr std::array rows{
    Command{"status", Right::view, Audit::none, Kind::view, show_status},
    Command{"doctor", Right::control, Audit::none, Kind::view, diagnose},
    Command{"backup", Right::control, Audit::log, Kind::order, make_backup},
    Command{"learn", Right::control, Audit::log, Kind::order, learn},
    Command{"clock", Right::control, Audit::log, Kind::order, clock},
    Command{"reload", Right::control, Audit::log, Kind::order, reload},
};

}  // namespace

std::span<const Command> gateway_commands() { return rows; }

}  // namespace lapor::control
