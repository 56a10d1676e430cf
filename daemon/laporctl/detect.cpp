#include "laporctl/detect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/utf8.hpp"
#include "port_probe/probe.hpp"
#include "port_probe/remedies.hpp"

namespace lapor::laporctl {
namespace {

using control::Json;
using control::text_or_null;
using port_probe::ProbedPort;
using State = port_probe::ProbeResult::State;

/// A device's own words, made safe for a terminal.
std::string printable(const std::string& text) { return utf8::escape(utf8::clean(text)); }

/// The device behind a link; the name itself where it can't be followed.
std::string resolved(const std::string& device) {
  std::error_code ec;
  const auto path = std::filesystem::canonical(device, ec);
  return ec ? device : path.string();
}

bool is_configured(const ProbedPort& port, const PortScan& scan) {
  const auto& all = scan.configured;
  return std::find(all.begin(), all.end(), resolved(port.port.device)) != all.end();
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const auto& line : lines) out += (out.empty() ? "" : ", ") + printable(line);
  return out;
}

std::string state_text(const ProbedPort& port) {
  if (port.port.is_console) return "the system's console, left alone";
  switch (port.result.state) {
    case State::not_asked:
      return "not asked";
    case State::answered:
      return fmt::format("answers: {}", port.result.lines.empty() ? "OK" : joined(port.result.lines));
    case State::silent:
      return "no answer to AT";
    case State::busy:
      return "busy";
    case State::denied:
      return "no permission: run as root, or join the group dialout";
    case State::gone:
      return "not there";
  }
  return {};
}

std::string usb_text(const port_probe::UsbInterface& usb) {
  auto out = fmt::format("{:04x}:{:04x}", usb.vendor, usb.product);
  if (!usb.interface_number.empty())
    out +=
        fmt::format(", interface {} ({})", printable(usb.interface_number), printable(usb.interface_class));
  for (const auto& word : {usb.manufacturer, usb.product_name})
    if (!word.empty()) out += ", " + printable(word);
  return out;
}

std::string holder_text(const port_probe::PortHolder& holder) {
  if (!holder.program)
    return fmt::format("a lock file of process {}, which is gone: delete /run/lock/LCK..*", holder.pid);
  const auto advice = port_probe::holder_advice(*holder.program);
  return fmt::format("{} (process {}){}{}", printable(*holder.program), holder.pid, advice ? "; " : "",
                     advice.value_or(""));
}

std::string proposal_text(const port_probe::ProfileProposal& proposal) {
  const bool is_other = proposal.match == port_probe::UsbMatch::other_interface;
  return fmt::format("{} ({}{})", proposal.profile, proposal.reason,
                     is_other ? "; another port of it is for commands" : "");
}

std::string show_port(const ProbedPort& port, const PortScan& scan) {
  const auto& p = port.port;
  auto out = fmt::format("{}  {}\n", p.device, state_text(port));
  const auto line = [&](const char* what, const std::string& text) {
    if (!text.empty()) out += fmt::format("  {:8} {}\n", what, text);
  };
  line("by-id", p.by_id);
  line("by-path", p.by_path);
  if (p.usb) line("usb", usb_text(*p.usb));
  line("driver", printable(p.driver));
  for (const auto& holder : port.holders) line("held by", holder_text(holder));
  if (const auto proposal = port_probe::propose_profile(port, scan.profiles))
    line("profile", proposal_text(*proposal));
  if (is_configured(port, scan)) line("", "in lapord.toml already");
  return out;
}

std::string show_device(const port_probe::UsbDeviceWithoutPort& device) {
  return fmt::format(
      "USB {:04x}:{:04x} {} {}  no serial port: it shows itself as a CD (apt install usb-modeswitch, plug it "
      "in again) or "
      "as a network card (HiLink; it can't be used)\n",
      device.vendor, device.product, printable(device.manufacturer), printable(device.product_name));
}

using NamedModem = std::pair<std::string, port_probe::ModemChoice>;

/// The modems that lapord.toml doesn't have, named sim1, sim2 …
std::vector<NamedModem> new_modems(const PortScan& scan) {
  std::vector<NamedModem> out;
  for (const auto& modem : port_probe::choose_modems(scan.ports, scan.profiles))
    if (!is_configured(*modem.port, scan))
      out.emplace_back(fmt::format("sim{}", scan.configured.size() + out.size() + 1), modem);
  return out;
}

Json to_json(const port_probe::UsbInterface& usb) {
  return Json::object({{"vendor", fmt::format("{:04x}", usb.vendor)},
                       {"product", fmt::format("{:04x}", usb.product)},
                       {"interface", text_or_null(usb.interface_number)},
                       {"class", text_or_null(usb.interface_class)},
                       {"maker", text_or_null(usb.manufacturer)},
                       {"name", text_or_null(usb.product_name)}});
}

Json to_json(const std::vector<port_probe::PortHolder>& holders) {
  auto out = Json::list();
  for (const auto& h : holders) out.add(Json::object({{"pid", h.pid}, {"name", h.program}}));
  return out;
}

Json to_json(const ProbedPort& port, const PortScan& scan) {
  const auto& p = port.port;
  auto lines = Json::list();
  for (const auto& line : port.result.lines) lines.add(utf8::clean(line));
  const auto proposal = port_probe::propose_profile(port, scan.profiles);
  return Json::object({{"device", p.device},
                       {"by_id", text_or_null(p.by_id)},
                       {"by_path", text_or_null(p.by_path)},
                       {"driver", text_or_null(p.driver)},
                       {"usb", p.usb ? to_json(*p.usb) : Json()},
                       {"console", p.is_console},
                       {"state", port_probe::name(port.result.state)},
                       {"answers", lines},
                       {"speed", port.result.speed},
                       {"held_by", to_json(port.holders)},
                       {"profile", proposal ? Json(proposal->profile) : Json()},
                       {"configured", is_configured(port, scan)}});
}

Json to_json(const NamedModem& modem) {
  return Json::object({{"name", modem.first},
                       {"device", modem.second.device},
                       {"profile", modem.second.profile},
                       {"speed", modem.second.speed}});
}

Json to_json(const port_probe::UsbDeviceWithoutPort& device) {
  return Json::object({{"vendor", fmt::format("{:04x}", device.vendor)},
                       {"product", fmt::format("{:04x}", device.product)},
                       {"maker", text_or_null(device.manufacturer)},
                       {"name", text_or_null(device.product_name)}});
}

bool is_named_by_a_profile(const port_probe::UsbDeviceWithoutPort& device,
                           const std::vector<engine::ModemProfile>& profiles) {
  for (const auto& profile : profiles)
    for (const auto& line : profile.usb)
      if (line.vendor == device.vendor) return true;
  return false;
}

/// All ports, or those that were asked for, each with the processes that hold it.
std::vector<ProbedPort> chosen_ports(const ScanOptions& options, const port_probe::SystemRoots& roots,
                                     const std::vector<port_probe::SerialPort>& known) {
  std::vector<ProbedPort> out;
  if (options.ports.empty())
    for (const auto& port : known) out.push_back({port, {}, {}});
  for (const auto& device : options.ports) out.push_back({port_probe::find_port(device, known), {}, {}});
  for (auto& port : out) port.holders = port_probe::find_holders(port.port.device, roots);
  return out;
}

}  // namespace

PortScan scan_ports(const ScanOptions& options, const port_probe::SystemRoots& roots,
                    std::vector<engine::ModemProfile> profiles, const std::vector<std::string>& configured) {
  PortScan out;
  out.profiles = std::move(profiles);
  for (const auto& device : configured) out.configured.push_back(resolved(device));
  const auto known = port_probe::list_serial_ports(roots);
  out.ports = chosen_ports(options, roots, known);
  if (options.ask) port_probe::probe_ports(out.ports);
  if (options.ports.empty())
    for (auto& device : port_probe::list_devices_without_port(roots, known))
      if (is_named_by_a_profile(device, out.profiles)) out.without_port.push_back(std::move(device));
  return out;
}

std::string show_scan(const PortScan& scan) {
  std::string out;
  for (const auto& port : scan.ports) out += show_port(port, scan) + "\n";
  for (const auto& device : scan.without_port) out += show_device(device) + "\n";
  if (scan.ports.empty()) out += "no serial port\n";
  const auto modems = new_modems(scan);
  if (!modems.empty()) out += "# for lapord.toml:\n";
  for (const auto& [name, modem] : modems) out += "\n" + port_probe::config_table(modem, name);
  return out;
}

Json to_json(const PortScan& scan) {
  auto ports = Json::list(), modems = Json::list(), without_port = Json::list();
  for (const auto& port : scan.ports) ports.add(to_json(port, scan));
  for (const auto& modem : new_modems(scan)) modems.add(to_json(modem));
  for (const auto& device : scan.without_port) without_port.add(to_json(device));
  return Json::object({{"ports", ports}, {"modems", modems}, {"without_port", without_port}});
}

std::string udev_rules_of(const PortScan& scan) {
  std::vector<const ProbedPort*> chosen;
  for (const auto& port : scan.ports)
    if (is_configured(port, scan)) chosen.push_back(&port);
  if (scan.configured.empty())
    for (const auto& modem : port_probe::choose_modems(scan.ports, scan.profiles))
      chosen.push_back(modem.port);
  return port_probe::udev_rules(chosen);
}

}  // namespace lapor::laporctl
