// Modems: orders to one (modem), and which ports have one (detect).
#include <fmt/format.h>

#include "common/exit_status.hpp"
#include "common/install_paths.hpp"
#include "laporctl/commands/groups.hpp"
#include "laporctl/commands/show.hpp"
#include "laporctl/detect.hpp"
#include "laporctl/program.hpp"

namespace lapor::laporctl {
namespace {

using control::request;

struct OrderValues {
  std::string modem, action, code;
};

std::optional<std::string> fault_of(const OrderValues& v) {
  const bool is_ussd = v.action == "ussd";
  if (is_ussd && v.code.empty()) return "modem NAME ussd: the code is missing, e.g. '*888#'";
  if (!is_ussd && !v.code.empty()) return "a code goes with ussd only";
  return std::nullopt;
}

void add_modem(Program& program) {
  auto& command = program.add("modem", "reset, hold or resume a modem, or dial a USSD code");
  auto& v = command.values<OrderValues>();
  command.option("NAME", v.modem).required();
  command.option("ACTION", v.action).required().one_of({"reset", "hold", "resume", "ussd"});
  command.option("CODE", v.code, "for ussd, e.g. *888#");
  command.check([&v] { return fault_of(v); });
  command.ask_gateway(
      [&v] { return request("modem", {{"modem", v.modem}, {"action", v.action}, {"code", v.code}}); },
      show_outcome);
}

struct DetectValues {
  std::vector<std::string> ports;
  bool no_ask = false, udev = false;
};

/// The profiles that are shipped, and those beside the configuration.
std::vector<engine::ModemProfile> all_profiles(const std::filesystem::path& config) {
  config::Report report;
  auto profiles =
      config::read_profiles(daemon::install_layout().paths, config.parent_path() / "modem-profiles", report);
  for (const auto& fault : report.errors) fmt::print(stderr, "{}\n", config::show(fault));
  return profiles;
}

/// Needs no gateway. The configuration only says which ports it names already.
int detect(const DetectValues& v, const Session& session) {
  const auto& file = session.options().config;
  std::vector<std::string> configured;
  if (!file.empty()) {
    const auto config = session.config_or_complain();
    if (!config) return daemon::exit_refused;
    for (const auto& modem : config->modems) configured.push_back(modem.device.string());
  }
  const auto scan = scan_ports({v.ports, !v.no_ask}, {}, all_profiles(file), configured);
  if (v.udev) return print_text(udev_rules_of(scan));
  return session.print({show_scan(scan), to_json(scan)});
}

void add_detect(Program& program) {
  auto& command =
      program.add("detect", "serial ports, what answers there, and what to write into lapord.toml");
  auto& v = command.values<DetectValues>();
  command.option("PORT", v.ports, "only these ports, e.g. /dev/ttyUSB0");
  command.flag("--no-ask", v.no_ask, "look only, say AT to nobody");
  command.flag("--udev", v.udev, "print udev rules that keep ModemManager off the modems");
  command.run_here([&v](const Session& session) { return detect(v, session); });
}

}  // namespace

void add_modem_commands(Program& program) {
  add_modem(program);
  add_detect(program);
}

}  // namespace lapor::laporctl
