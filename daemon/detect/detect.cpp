#include "detect/detect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/utf8.hpp"
#include "detect/ask.hpp"

namespace lapor::detect {
namespace {

using control::Json;
using State = Answer::State;

/// What a stranger's device says, fit for a terminal.
std::string plain(const std::string& text) { return utf8::escape(utf8::clean(text)); }

std::string real(const std::string& device) {
  std::error_code ec;
  const auto path = std::filesystem::canonical(device, ec);
  return ec ? device : path.string();
}

bool is_configured(const Found& found, const Seen& seen) {
  const auto& all = seen.configured;
  return std::find(all.begin(), all.end(), real(found.port.device)) != all.end();
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + plain(word);
  return out;
}

std::string state_of(const Found& found) {
  if (found.port.console) return "the system's console, left alone";
  const auto& answer = found.answer;
  switch (answer.state) {
    case State::not_asked:
      return "not asked";
    case State::answered:
      return fmt::format("answers: {}", answer.words.empty() ? "OK" : joined(answer.words));
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

std::string usb_line(const Usb& usb) {
  auto out = fmt::format("{:04x}:{:04x}", usb.vendor, usb.product);
  if (!usb.interface.empty())
    out += fmt::format(", interface {} ({})", plain(usb.interface), plain(usb.triple));
  for (const auto& word : {usb.maker, usb.name})
    if (!word.empty()) out += ", " + plain(word);
  return out;
}

std::string holder_line(const Holder& holder) {
  if (holder.name.empty())
    return fmt::format("a lock file of process {}, which is gone: delete /run/lock/LCK..*", holder.pid);
  const auto tip = advice(holder.name);
  return fmt::format("{} (process {}){}", plain(holder.name), holder.pid, tip.empty() ? "" : "; " + tip);
}

std::string show_port(const Found& found, const Seen& seen) {
  const auto& port = found.port;
  auto out = fmt::format("{}  {}\n", port.device, state_of(found));
  const auto line = [&](const char* what, const std::string& text) {
    if (!text.empty()) out += fmt::format("  {:8} {}\n", what, text);
  };
  line("by-id", port.by_id);
  line("by-path", port.by_path);
  if (port.usb) line("usb", usb_line(*port.usb));
  line("driver", plain(port.driver));
  for (const auto& holder : found.holders) line("held by", holder_line(holder));
  const auto proposal = propose(found, seen.profiles);
  const auto* other = proposal.fit == Fit::other_port ? "; another port of it is for commands" : "";
  if (!proposal.profile.empty())
    line("profile", fmt::format("{} ({}{})", proposal.profile, proposal.why, other));
  if (is_configured(found, seen)) line("", "in lapord.toml already");
  return out;
}

std::string show_portless(const Portless& device) {
  return fmt::format(
      "USB {:04x}:{:04x} {} {}  no serial port: it shows itself as a CD (apt install usb-modeswitch, plug it "
      "in again) or "
      "as a network card (HiLink; it can't be used)\n",
      device.vendor, device.product, plain(device.maker), plain(device.name));
}

/// Those that lapord.toml doesn't have, named sim1, sim2 …
std::vector<std::pair<std::string, Modem>> new_modems(const Seen& seen) {
  std::vector<std::pair<std::string, Modem>> out;
  for (const auto& modem : choose_modems(seen.found, seen.profiles))
    if (!is_configured(*modem.found, seen))
      out.emplace_back(fmt::format("sim{}", seen.configured.size() + out.size() + 1), modem);
  return out;
}

Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json usb_json(const Usb& usb) {
  return Json::object({{"vendor", fmt::format("{:04x}", usb.vendor)},
                       {"product", fmt::format("{:04x}", usb.product)},
                       {"interface", or_null(usb.interface)},
                       {"class", or_null(usb.triple)},
                       {"maker", or_null(usb.maker)},
                       {"name", or_null(usb.name)}});
}

Json port_json(const Found& found, const Seen& seen) {
  const auto& port = found.port;
  auto words = Json::list(), holders = Json::list();
  for (const auto& word : found.answer.words) words.add(utf8::clean(word));
  for (const auto& h : found.holders) holders.add(Json::object({{"pid", h.pid}, {"name", or_null(h.name)}}));
  const auto proposal = propose(found, seen.profiles);
  return Json::object({{"device", port.device},
                       {"by_id", or_null(port.by_id)},
                       {"by_path", or_null(port.by_path)},
                       {"driver", or_null(port.driver)},
                       {"usb", port.usb ? usb_json(*port.usb) : Json()},
                       {"console", port.console},
                       {"state", name(found.answer.state)},
                       {"answers", words},
                       {"speed", found.answer.speed != 0 ? Json(found.answer.speed) : Json()},
                       {"held_by", holders},
                       {"profile", or_null(proposal.profile)},
                       {"configured", is_configured(found, seen)}});
}

bool named_by_a_profile(const Portless& device, const std::vector<engine::ModemProfile>& profiles) {
  for (const auto& profile : profiles)
    for (const auto& line : profile.usb)
      if (line.vendor == device.vendor) return true;
  return false;
}

}  // namespace

Seen look(const Wish& wish, const Roots& roots, std::vector<engine::ModemProfile> profiles,
          const std::vector<std::string>& configured) {
  Seen out;
  out.profiles = std::move(profiles);
  for (const auto& device : configured) out.configured.push_back(real(device));
  const auto ports = list_ports(roots);
  if (wish.ports.empty())
    for (const auto& port : ports) out.found.push_back({port, {}, {}});
  for (const auto& device : wish.ports) out.found.push_back({port_named(device, ports), {}, {}});
  for (auto& found : out.found) found.holders = holders_of(found.port.device, roots);
  if (wish.ask) ask_all(out.found);
  if (wish.ports.empty())
    for (auto& device : list_portless(roots, ports))
      if (named_by_a_profile(device, out.profiles)) out.portless.push_back(std::move(device));
  return out;
}

std::string show(const Seen& seen) {
  std::string out;
  for (const auto& found : seen.found) out += show_port(found, seen) + "\n";
  for (const auto& device : seen.portless) out += show_portless(device) + "\n";
  if (seen.found.empty()) out += "no serial port\n";
  const auto modems = new_modems(seen);
  if (!modems.empty()) out += "# for lapord.toml:\n";
  for (const auto& [name, modem] : modems) out += "\n" + block(modem, name);
  return out;
}

Json to_json(const Seen& seen) {
  auto ports = Json::list(), modems = Json::list(), portless = Json::list();
  for (const auto& found : seen.found) ports.add(port_json(found, seen));
  for (const auto& [name, modem] : new_modems(seen))
    modems.add(Json::object({{"name", name},
                             {"device", modem.device},
                             {"profile", modem.profile},
                             {"speed", modem.speed != 0 ? Json(modem.speed) : Json()}}));
  for (const auto& device : seen.portless)
    portless.add(Json::object({{"vendor", fmt::format("{:04x}", device.vendor)},
                               {"product", fmt::format("{:04x}", device.product)},
                               {"maker", or_null(device.maker)},
                               {"name", or_null(device.name)}}));
  return Json::object({{"ports", ports}, {"modems", modems}, {"without_port", portless}});
}

std::string rules_for(const Seen& seen) {
  std::vector<const Found*> chosen;
  for (const auto& found : seen.found)
    if (is_configured(found, seen)) chosen.push_back(&found);
  if (seen.configured.empty())
    for (const auto& modem : choose_modems(seen.found, seen.profiles)) chosen.push_back(modem.found);
  return udev_rules(chosen);
}

}  // namespace lapor::detect
