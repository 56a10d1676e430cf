#include "port_probe/remedies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <utility>

namespace lapor::port_probe {
namespace {

/// The text if nothing in it can end udev's string or the match; else empty.
std::string quotable(const std::string& text) {
  const auto is_safe = [](unsigned char c) {
    return std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == ':';
  };
  return std::all_of(text.begin(), text.end(), is_safe) ? text : std::string{};
}

/// For the device and for each of its ports; told from its twins by serial number, else by its socket.
std::string usb_rules(const UsbInterface& usb) {
  const auto vendor = fmt::format("{:04x}", usb.vendor), product = fmt::format("{:04x}", usb.product);
  const auto serial = quotable(usb.serial_number), position = quotable(usb.bus_position);
  const auto device = serial.empty() ? fmt::format("KERNEL==\"{}\"", position)
                                     : fmt::format("ATTR{{serial}}==\"{}\"", serial);
  const auto port = serial.empty() ? fmt::format("KERNELS==\"{}\"", position)
                                   : fmt::format("ATTRS{{serial}}==\"{}\"", serial);
  return fmt::format(
      "SUBSYSTEM==\"usb\", ENV{{DEVTYPE}}==\"usb_device\", ATTR{{idVendor}}==\"{0}\", "
      "ATTR{{idProduct}}==\"{1}\", {2}, ENV{{ID_MM_DEVICE_IGNORE}}=\"1\"\n"
      "SUBSYSTEM==\"tty\", SUBSYSTEMS==\"usb\", ATTRS{{idVendor}}==\"{0}\", ATTRS{{idProduct}}==\"{1}\", "
      "{3}, "
      "ENV{{ID_MM_PORT_IGNORE}}=\"1\"\n",
      vendor, product, device, port);
}

std::string port_rule(const SerialPort& port) {
  const auto slash = port.device.rfind('/');
  const auto kernel = quotable(port.device.substr(slash == std::string::npos ? 0 : slash + 1));
  return fmt::format("SUBSYSTEM==\"tty\", KERNEL==\"{}\", ENV{{ID_MM_PORT_IGNORE}}=\"1\"\n", kernel);
}

bool can_be_told_apart(const UsbInterface& usb) {
  return !quotable(usb.bus_position).empty() || !quotable(usb.serial_number).empty();
}

using Advice = std::pair<std::string_view, std::string_view>;
constexpr std::array known_holders{
    Advice{"ModemManager", "keep it off: laporctl detect --udev"},
    Advice{"brltty", "it takes such adapters for Braille displays: apt purge brltty"},
    Advice{"gammu-smsd", "stop it, two programs on one modem lose texts: systemctl disable --now gammu-smsd"},
    Advice{"gammu", "wait until it ends, or end it"},
    Advice{"smsd", "stop it, two programs on one modem lose texts: systemctl disable --now smstools"},
    Advice{"agetty", "a login waits here: systemctl disable --now serial-getty@PORT"},
    Advice{"pppd", "it is dialled in here; use another port of the modem"},
    Advice{"lapord-modem", "the gateway itself"},
};

}  // namespace

std::string udev_rules(const std::vector<const ProbedPort*>& ports) {
  std::string out =
      "# Keeps ModemManager off the gateway's modems. Save as /etc/udev/rules.d/78-lapord.rules, then:\n"
      "#   udevadm control --reload && udevadm trigger && systemctl restart ModemManager\n"
      "ACTION==\"remove\", GOTO=\"lapord_end\"\n";
  std::set<std::string> written;
  for (const auto* one : ports) {
    const auto& usb = one->port.usb;
    const auto rules = usb && can_be_told_apart(*usb) ? usb_rules(*usb) : port_rule(one->port);
    if (written.insert(rules).second) out += rules;
  }
  return out + "LABEL=\"lapord_end\"\n";
}

std::optional<std::string_view> holder_advice(std::string_view program) {
  const auto* at = std::find_if(known_holders.begin(), known_holders.end(),
                                [&](const Advice& known) { return known.first == program; });
  if (at == known_holders.end()) return std::nullopt;
  return at->second;
}

}  // namespace lapor::port_probe
