#include "port_probe/port_list.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <set>
#include <sstream>

#include "base/whole_number.hpp"

namespace lapor::port_probe {
namespace {

namespace fs = std::filesystem;
using Links = std::vector<std::pair<std::string, std::string>>;  ///< the port's name, the link to it

/// The first line of a sysfs attribute; empty if it can't be read.
std::string word_of(const fs::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

unsigned hex_of(const fs::path& file) {
  const auto word = word_of(file);
  unsigned value = 0;
  std::from_chars(word.data(), word.data() + word.size(), value, 16);
  return value;
}

std::vector<fs::path> entries(const fs::path& directory) {
  std::vector<fs::path> out;
  std::error_code ec;
  for (fs::directory_iterator at(directory, ec), end; !ec && at != end; at.increment(ec))
    out.push_back(at->path());
  std::sort(out.begin(), out.end());
  return out;
}

Links links_in(const fs::path& directory) {
  Links out;
  std::error_code ec;
  for (const auto& link : entries(directory))
    if (const auto target = fs::read_symlink(link, ec); !ec) out.emplace_back(target.filename(), link);
  return out;
}

std::string link_to(const std::string& name, const Links& links) {
  const auto at =
      std::find_if(links.begin(), links.end(), [&](const auto& link) { return link.first == name; });
  return at == links.end() ? std::string{} : at->second;
}

UsbInterface usb_of(const fs::path& interface) {
  const auto device = interface.parent_path();
  UsbInterface out;
  out.vendor = hex_of(device / "idVendor");
  out.product = hex_of(device / "idProduct");
  out.interface_number = word_of(interface / "bInterfaceNumber");
  out.interface_class = word_of(interface / "bInterfaceClass") + '/' +
                        word_of(interface / "bInterfaceSubClass") + '/' +
                        word_of(interface / "bInterfaceProtocol");
  out.manufacturer = word_of(device / "manufacturer");
  out.product_name = word_of(device / "product");
  out.serial_number = word_of(device / "serial");
  out.bus_position = device.filename();
  return out;
}

/// The USB interface that a tty's device stands for or lies under.
std::optional<UsbInterface> usb_above(fs::path at) {
  std::error_code ec;
  for (; at.has_relative_path(); at = at.parent_path())
    if (fs::exists(at / "bInterfaceNumber", ec)) return usb_of(at);
  return std::nullopt;
}

bool is_console(const std::string& name, const fs::path& sys) {
  std::istringstream active(word_of(sys / "class/tty/console/active"));
  for (std::string word; active >> word;)
    if (word == name) return true;
  return false;
}

/// The kernel shows four ttyS on every PC; those without a chip are of type 0.
bool has_chip(const fs::path& entry) { return word_of(entry / "type") != "0"; }

/// The program's name; nullopt if the process has ended.
std::optional<std::string> program_of(const fs::path& process) {
  const auto name = word_of(process / "comm");
  return name.empty() ? std::nullopt : std::optional(name);
}

bool has_open(const fs::path& process, const fs::path& device) {
  std::error_code ec;
  for (const auto& fd : entries(process / "fd"))
    if (fs::read_symlink(fd, ec) == device && !ec) return true;
  return false;
}

}  // namespace

const char* name(ProbeResult::State state) {
  constexpr const char* names[] = {"not_asked", "answered", "silent", "busy", "denied", "gone"};
  return names[static_cast<std::size_t>(state)];
}

std::vector<SerialPort> list_serial_ports(const SystemRoots& roots) {
  const auto by_id = links_in(roots.dev / "serial/by-id"), by_path = links_in(roots.dev / "serial/by-path");
  std::vector<SerialPort> out;
  for (const auto& entry : entries(roots.sys / "class/tty")) {
    std::error_code ec;
    const auto hardware = fs::canonical(entry / "device", ec);
    if (ec || !has_chip(entry)) continue;
    SerialPort port;
    const std::string name = entry.filename();
    port.device = roots.dev / name;
    port.by_id = link_to(name, by_id);
    port.by_path = link_to(name, by_path);
    port.driver = fs::canonical(hardware / "driver", ec).filename();
    port.usb = usb_above(hardware);
    port.is_console = is_console(name, roots.sys);
    out.push_back(std::move(port));
  }
  return out;
}

SerialPort find_port(const std::string& device, const std::vector<SerialPort>& known) {
  std::error_code ec;
  const auto real = fs::canonical(device, ec);
  for (const auto& port : known)
    if (port.device == device || (!ec && port.device == real)) return port;
  SerialPort out;
  out.device = device;
  return out;
}

std::vector<UsbDeviceWithoutPort> list_devices_without_port(const SystemRoots& roots,
                                                            const std::vector<SerialPort>& ports) {
  std::set<std::string> with;
  for (const auto& port : ports)
    if (port.usb) with.insert(port.usb->bus_position);
  std::vector<UsbDeviceWithoutPort> out;
  for (const auto& device : entries(roots.sys / "bus/usb/devices")) {
    std::error_code ec;
    if (!fs::exists(device / "idVendor", ec) || with.count(device.filename()) != 0) continue;
    out.push_back({hex_of(device / "idVendor"), hex_of(device / "idProduct"),
                   word_of(device / "manufacturer"), word_of(device / "product")});
  }
  return out;
}

std::vector<PortHolder> find_holders(const std::string& device, const SystemRoots& roots) {
  std::error_code ec;
  auto real = fs::canonical(device, ec);
  if (ec) real = device;
  std::vector<PortHolder> out;
  for (const auto& process : entries(roots.proc)) {
    const auto pid = whole_number<int>(process.filename().native());
    if (pid && *pid != ::getpid() && has_open(process, real)) out.push_back({*pid, program_of(process)});
  }
  // UUCP's lock files: the number of the process in ten places, filled with blanks.
  std::ifstream lock(roots.lock / ("LCK.." + real.filename().string()));
  const auto is = [&](int pid) { return [pid](const PortHolder& h) { return h.pid == pid; }; };
  if (int pid = 0; lock >> pid && pid > 0 && std::none_of(out.begin(), out.end(), is(pid)))
    out.push_back({pid, program_of(roots.proc / std::to_string(pid))});
  return out;
}

}  // namespace lapor::port_probe
