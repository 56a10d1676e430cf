// Finds a modem by its IMEI: under the name of the configuration, or at another port of that kind. The kernel
// numbers ports in the order in which they are plugged in, so the name alone may be another modem's.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "modem/host/port_family.hpp"
#include "modem/host/supervisor.hpp"

namespace lapor::modem {
namespace {

using namespace std::chrono_literals;
using Kind = wire::WorkerEndingKind;
constexpr Duration look_at_others = 10s;

/// `anywhere`: it has no port of its own, which "here" could mean.
std::string not_found(const std::string& imei, const std::vector<PortRefusal>& refusals, bool anywhere) {
  if (refusals.size() == 1 && !anywhere) return refusals.front().why;
  auto out = fmt::format("no port has the modem with the IMEI {}", imei);
  for (const auto& [device, why] : refusals)
    out += why.starts_with(device) ? fmt::format("; {}", why) : fmt::format("; {}: {}", device, why);
  return out;
}

}  // namespace

const std::string& Supervisor::device() const {
  return kept_.device.empty() ? settings_.device : kept_.device;
}

/// The modem was never at this port, so the one that is there may be a stranger.
bool Supervisor::is_candidate() const { return !kept_.device.empty() && !kept_.was_here; }

/// Nothing is known of it but its IMEI.
bool Supervisor::is_anywhere() const { return settings_.device.empty() && !settings_.line && !is_lent(); }

/// It may be at another port, because another modem is at this one or another program has this one.
bool Supervisor::may_be_elsewhere(Kind ending) const {
  return !is_lent() && !settings_.imei.empty() && (ending == Kind::wrong_modem || ending == Kind::no_access);
}

void Supervisor::begin_search() {
  if (is_anywhere()) {
    kept_.ports = numbered_ports(settings_.ports);
    return;
  }
  if (const auto port = numbered_port(settings_.device); !port.empty()) kept_.port = port;
  kept_.ports = ports_beside(kept_.port);
  if (!kept_.device.empty()) kept_.ports.insert(kept_.ports.begin(), settings_.device);
}

void Supervisor::look_everywhere() {
  begin_search();
  kept_.refusals.clear();
  look_elsewhere();
}

/// Goes to the next port that is there; false, and back to the configured one, when all were looked at.
bool Supervisor::look_elsewhere() {
  kept_.was_here = false;
  while (!kept_.ports.empty()) {
    kept_.device = kept_.ports.front();
    kept_.ports.erase(kept_.ports.begin());
    if (DeviceWatch::is_there(kept_.device)) return true;
  }
  kept_.device.clear();
  return false;
}

/// Decides after the end of a worker: true if there is another port to look at.
bool Supervisor::search_goes_on() {
  if (!is_candidate()) {
    if (!kept_.last_ending || !may_be_elsewhere(*kept_.last_ending)) return false;
    begin_search();
  }
  if (look_elsewhere()) return true;
  kept_.last_ending = Kind::wrong_modem;
  tell_not_found();
  return false;
}

/// Notes that the modem isn't at this port. It is reported when all ports were looked at.
void Supervisor::not_here(const std::string& why) {
  if (!is_candidate()) kept_.refusals.clear();
  kept_.refusals.push_back({device(), why});
}

/// Reports the refusals again only if they differ. While its own port isn't there the modem is absent,
/// whatever stands at the others.
void Supervisor::tell_not_found() {
  const auto refusals = std::exchange(kept_.refusals, {});
  const auto is_own = [this](const auto& r) { return r.device == settings_.device; };
  if (is_anywhere() ? refusals.empty() : std::none_of(refusals.begin(), refusals.end(), is_own)) return;
  const auto text = not_found(settings_.imei, refusals, is_anywhere());
  if (text != kept_.status.last_error) tell_trouble(text);
}

void Supervisor::search_while_away() {
  if (settings_.imei.empty()) return;
  pause_.start(look_at_others, [this] {
    if (between_ != Between::device) return;
    begin_search();
    kept_.refusals.clear();
    if (!look_elsewhere()) return search_while_away();
    device_.stop();
    begin();
  });
}

void Supervisor::found_here() {
  if (is_candidate())
    note(log::Level::notice, "modem-found",
         fmt::format("it stands at {} now, known by its IMEI", kept_.device));
  kept_.was_here = true;
  kept_.ports.clear();
  kept_.refusals.clear();
}

}  // namespace lapor::modem
