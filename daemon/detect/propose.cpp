#include "detect/propose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace lapor::detect {
namespace {

using engine::ModemProfile;
using State = Answer::State;

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

bool says(const Answer& answer, const std::string& word) {
  return std::any_of(answer.words.begin(), answer.words.end(),
                     [&](const auto& line) { return lower(line).find(lower(word)) != std::string::npos; });
}

/// By USB id; the closest fit of all profiles.
Proposal by_usb(const Usb& usb, const std::vector<ModemProfile>& profiles) {
  Proposal best;
  for (const auto& profile : profiles)
    for (const auto& line : profile.usb)
      if (const auto f = fit(line, usb); f > best.fit) best = {profile.name, "its USB id", f};
  return best;
}

/// The longest word that a profile waits for: "SIM7600" before "SIM".
Proposal by_answer(const Answer& answer, const std::vector<ModemProfile>& profiles) {
  Proposal best;
  std::size_t length = 0;
  for (const auto& profile : profiles)
    for (const auto& word : profile.answers)
      if (word.size() > length && says(answer, word)) {
        best = {profile.name, fmt::format("it says {}", word), Fit::none};
        length = word.size();
      }
  return best;
}

/// How good a port is to work on: one that answers before one that can't be asked now, the right interface
/// first.
int worth(const Found& found, Fit fit) {
  if (found.port.console || fit == Fit::other_port) return 0;
  const bool right = fit == Fit::interface;
  if (found.answer.state == State::answered) return right ? 4 : 3;
  const bool may = found.answer.state == State::busy || found.answer.state == State::denied ||
                   found.answer.state == State::not_asked;
  return may && right ? 2 : 0;
}

const ModemProfile* named(const std::string& name, const std::vector<ModemProfile>& profiles) {
  const auto at =
      std::find_if(profiles.begin(), profiles.end(), [&](const auto& p) { return p.name == name; });
  return at == profiles.end() ? nullptr : &*at;
}

std::string hex4(unsigned value) { return fmt::format("{:04x}", value); }

bool twins(const Port& a, const Port& b) {
  return a.usb && b.usb && a.usb->place != b.usb->place && a.usb->vendor == b.usb->vendor &&
         a.usb->product == b.usb->product && a.usb->serial == b.usb->serial;
}

/// by-id, unless two devices of a kind without serial numbers share it; then the socket that it is plugged
/// into.
std::string lasting_name(const Port& port, const std::vector<Found>& all) {
  const bool shared =
      std::any_of(all.begin(), all.end(), [&](const auto& other) { return twins(port, other.port); });
  if (!port.by_id.empty() && !shared) return port.by_id;
  return port.by_path.empty() ? port.device : port.by_path;
}

/// For udev: only what can't end the string or the match.
std::string safe(const std::string& text) {
  const auto good = [](unsigned char c) {
    return std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == ':';
  };
  return std::all_of(text.begin(), text.end(), good) ? text : std::string{};
}

std::string usb_rules(const Usb& usb) {
  const auto ids =
      fmt::format("ATTR{{idVendor}}==\"{}\", ATTR{{idProduct}}==\"{}\"", hex4(usb.vendor), hex4(usb.product));
  const auto serial = safe(usb.serial);
  const auto which = serial.empty() ? fmt::format("KERNEL==\"{}\"", safe(usb.place))
                                    : fmt::format("ATTR{{serial}}==\"{}\"", serial);
  const auto port = serial.empty() ? fmt::format("KERNELS==\"{}\"", safe(usb.place))
                                   : fmt::format("ATTRS{{serial}}==\"{}\"", serial);
  return fmt::format(
      "SUBSYSTEM==\"usb\", ENV{{DEVTYPE}}==\"usb_device\", {}, {}, ENV{{ID_MM_DEVICE_IGNORE}}=\"1\"\n"
      "SUBSYSTEM==\"tty\", SUBSYSTEMS==\"usb\", ATTRS{{idVendor}}==\"{}\", ATTRS{{idProduct}}==\"{}\", {}, "
      "ENV{{ID_MM_PORT_IGNORE}}=\"1\"\n",
      ids, which, hex4(usb.vendor), hex4(usb.product), port);
}

std::string port_rule(const Port& port) {
  const auto slash = port.device.rfind('/');
  const auto kernel = safe(port.device.substr(slash == std::string::npos ? 0 : slash + 1));
  return fmt::format("SUBSYSTEM==\"tty\", KERNEL==\"{}\", ENV{{ID_MM_PORT_IGNORE}}=\"1\"\n", kernel);
}

}  // namespace

Fit fit(const engine::UsbPort& line, const Usb& usb) {
  if (line.vendor != usb.vendor || (line.product && *line.product != usb.product)) return Fit::none;
  if (line.interface.empty()) return line.product ? Fit::product : Fit::vendor;
  if (line.interface == usb.interface || line.interface == usb.triple) return Fit::interface;
  return Fit::other_port;
}

Proposal propose(const Found& found, const std::vector<ModemProfile>& profiles) {
  auto best = found.port.usb ? by_usb(*found.port.usb, profiles) : Proposal{};
  if (best.profile.empty()) best = by_answer(found.answer, profiles);
  if (best.profile.empty() && found.answer.state == State::answered)
    best = {"generic-at", "nothing closer fits", Fit::none};
  return best;
}

std::vector<Modem> choose_modems(const std::vector<Found>& found, const std::vector<ModemProfile>& profiles) {
  std::map<std::string, std::pair<int, Modem>> best;  // by device
  for (const auto& one : found) {
    const auto proposal = propose(one, profiles);
    const auto value = worth(one, proposal.fit);
    auto& [so_far, modem] = best[one.port.usb ? one.port.usb->place : one.port.device];
    if (value <= so_far) continue;
    so_far = value;
    const auto* profile = named(proposal.profile, profiles);
    const bool other_speed =
        one.answer.speed != 0 && profile != nullptr && one.answer.speed != profile->speed;
    modem = {&one, lasting_name(one.port, found), proposal.profile, other_speed ? one.answer.speed : 0};
  }
  std::vector<Modem> out;
  for (const auto& one : found)
    for (const auto& [place, choice] : best)
      if (choice.second.found == &one) out.push_back(choice.second);
  return out;
}

std::string block(const Modem& modem, const std::string& name) {
  auto out = fmt::format("[[modem]]\nname    = \"{}\"\ndevice  = \"{}\"\nprofile = \"{}\"\n", name,
                         modem.device, modem.profile);
  if (modem.speed != 0) out += fmt::format("speed   = {}\n", modem.speed);
  return out;
}

std::string udev_rules(const std::vector<const Found*>& found) {
  std::string out =
      "# Keeps ModemManager off the gateway's modems. Save as /etc/udev/rules.d/78-lapord.rules, then:\n"
      "#   udevadm control --reload && udevadm trigger && systemctl restart ModemManager\n"
      "ACTION==\"remove\", GOTO=\"lapord_end\"\n";
  std::set<std::string> written;
  for (const auto* one : found) {
    const auto& usb = one->port.usb;
    const auto rules = usb && (!safe(usb->place).empty() || !safe(usb->serial).empty())
                           ? usb_rules(*usb)
                           : port_rule(one->port);
    if (written.insert(rules).second) out += rules;
  }
  return out + "LABEL=\"lapord_end\"\n";
}

std::string advice(const std::string& program) {
  static const std::map<std::string, std::string> known{
      {"ModemManager", "keep it off: laporctl detect --udev"},
      {"brltty", "it takes such adapters for Braille displays: apt purge brltty"},
      {"gammu-smsd", "stop it, two programs on one modem lose texts: systemctl disable --now gammu-smsd"},
      {"gammu", "wait until it ends, or end it"},
      {"smsd", "stop it, two programs on one modem lose texts: systemctl disable --now smstools"},
      {"agetty", "a login waits here: systemctl disable --now serial-getty@PORT"},
      {"pppd", "it is dialled in here; use another port of the modem"},
      {"lapord-modem", "the gateway itself"},
  };
  const auto at = known.find(program);
  return at == known.end() ? std::string{} : at->second;
}

}  // namespace lapor::detect
