#include "port_probe/proposal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/ascii.hpp"

namespace lapor::port_probe {
namespace {

using engine::ModemProfile;
using State = ProbeResult::State;

bool answers_with(const ProbeResult& result, const std::string& word) {
  return std::any_of(result.lines.begin(), result.lines.end(), [&](const auto& line) {
    return ascii::lower(line).find(ascii::lower(word)) != std::string::npos;
  });
}

/// The closest match of all profiles.
std::optional<ProfileProposal> by_usb(const UsbInterface& usb, const std::vector<ModemProfile>& profiles) {
  std::optional<ProfileProposal> best;
  for (const auto& profile : profiles)
    for (const auto& line : profile.usb) {
      const auto match = match_usb(line, usb);
      if (match > (best ? best->match : UsbMatch::none)) best = {profile.name, "its USB id", match};
    }
  return best;
}

/// The longest word that a profile waits for wins: "SIM7600" before "SIM".
std::optional<ProfileProposal> by_answer(const ProbeResult& result,
                                         const std::vector<ModemProfile>& profiles) {
  std::optional<ProfileProposal> best;
  std::size_t length = 0;
  for (const auto& profile : profiles)
    for (const auto& word : profile.answers)
      if (word.size() > length && answers_with(result, word)) {
        best = {profile.name, fmt::format("it says {}", word), UsbMatch::none};
        length = word.size();
      }
  return best;
}

/// The fitness of a port for the gateway; 0 if it must not be used. A port that answers is better than one
/// that can't be asked now, and the interface that a profile names is better than any other.
int rank(const ProbedPort& port, const std::optional<ProfileProposal>& proposal) {
  const auto match = proposal ? proposal->match : UsbMatch::none;
  if (port.port.is_console || match == UsbMatch::other_interface) return 0;
  const bool is_named = match == UsbMatch::interface;
  if (port.result.state == State::answered) return is_named ? 4 : 3;
  const bool is_unknown = port.result.state == State::busy || port.result.state == State::denied ||
                          port.result.state == State::not_asked;
  return is_unknown && is_named ? 2 : 0;
}

/// Two devices of one make that udev can't tell apart.
bool are_twins(const SerialPort& a, const SerialPort& b) {
  return a.usb && b.usb && a.usb->bus_position != b.usb->bus_position && a.usb->vendor == b.usb->vendor &&
         a.usb->product == b.usb->product && a.usb->serial_number == b.usb->serial_number;
}

/// The link by-id, unless twins share it; then the link that names the socket.
std::string lasting_name(const SerialPort& port, const std::vector<ProbedPort>& all) {
  const bool is_shared =
      std::any_of(all.begin(), all.end(), [&](const auto& other) { return are_twins(port, other.port); });
  if (!port.by_id.empty() && !is_shared) return port.by_id;
  return port.by_path.empty() ? port.device : port.by_path;
}

/// nullopt if the modem answered at the speed of its profile, or didn't answer.
std::optional<unsigned> other_speed(const ProbeResult& result, const std::string& profile,
                                    const std::vector<ModemProfile>& profiles) {
  for (const auto& p : profiles)
    if (p.name == profile && result.speed && *result.speed != p.speed) return result.speed;
  return std::nullopt;
}

}  // namespace

UsbMatch match_usb(const engine::UsbPort& line, const UsbInterface& usb) {
  if (line.vendor != usb.vendor || (line.product && *line.product != usb.product)) return UsbMatch::none;
  if (line.interface.empty()) return line.product ? UsbMatch::product : UsbMatch::vendor;
  if (line.interface == usb.interface_number || line.interface == usb.interface_class)
    return UsbMatch::interface;
  return UsbMatch::other_interface;
}

std::optional<ProfileProposal> propose_profile(const ProbedPort& port,
                                               const std::vector<ModemProfile>& profiles) {
  auto best = port.port.usb ? by_usb(*port.port.usb, profiles) : std::nullopt;
  if (!best) best = by_answer(port.result, profiles);
  if (!best && port.result.state == State::answered)
    best = {"generic-at", "nothing closer fits", UsbMatch::none};
  return best;
}

std::vector<ModemChoice> choose_modems(const std::vector<ProbedPort>& ports,
                                       const std::vector<ModemProfile>& profiles) {
  struct Best {
    int rank = 0;
    ModemChoice choice;
  };
  std::map<std::string, Best> best_of_device;
  for (const auto& port : ports) {
    const auto proposal = propose_profile(port, profiles);
    auto& best = best_of_device[port.port.usb ? port.port.usb->bus_position : port.port.device];
    if (rank(port, proposal) <= best.rank) continue;
    best = {rank(port, proposal),
            {&port, lasting_name(port.port, ports), proposal->profile,
             other_speed(port.result, proposal->profile, profiles)}};
  }
  std::vector<ModemChoice> out;
  for (const auto& port : ports)
    for (const auto& [device, best] : best_of_device)
      if (best.choice.port == &port) out.push_back(best.choice);
  return out;
}

std::string config_table(const ModemChoice& modem, const std::string& name) {
  auto out = fmt::format("[[modem]]\nname    = \"{}\"\ndevice  = \"{}\"\nprofile = \"{}\"\n", name,
                         modem.device, modem.profile);
  if (modem.speed) out += fmt::format("speed   = {}\n", *modem.speed);
  return out;
}

}  // namespace lapor::port_probe
