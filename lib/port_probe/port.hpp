// Facts about a serial port, as plain values: its hardware, the programs that hold it, and the device that
// answered there.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace lapor::port_probe {

/// The USB interface behind a serial port, in the words of sysfs.
struct UsbInterface {
  unsigned vendor = 0, product = 0;  ///< idVendor, idProduct
  std::string interface_number;      ///< bInterfaceNumber, two hexadecimal digits: "02"
  std::string interface_class;       ///< class, subclass and protocol: "ff/02/02"
  std::string manufacturer, product_name, serial_number;
  std::string bus_position;  ///< the kernel's name of the device: the socket that it is plugged into, "1-1.2"
  friend bool operator==(const UsbInterface&, const UsbInterface&) = default;
};

struct SerialPort {
  std::string device;          ///< "/dev/ttyUSB0"
  std::string by_id, by_path;  ///< links in /dev/serial; empty if udev made none
  std::string driver;          ///< the kernel's; empty for a pty
  std::optional<UsbInterface> usb;
  bool is_console = false;  ///< the system itself writes here
  friend bool operator==(const SerialPort&, const SerialPort&) = default;
};

/// A process that has the port open, or that locked it in /run/lock.
struct PortHolder {
  int pid = 0;
  std::optional<std::string> program;  ///< nullopt if the process has ended and left its lock file
  friend bool operator==(const PortHolder&, const PortHolder&) = default;
};

/// The answer when AT was sent to the port.
struct ProbeResult {
  enum class State {
    not_asked,
    answered,
    silent,
    busy,    ///< another program has it
    denied,  ///< this user may not open it
    gone     ///< there is no such device
  } state = State::not_asked;
  std::vector<std::string> lines;  ///< the answers to ATI, AT+CGMI and AT+CGMM, without repetitions
  std::optional<unsigned> speed;   ///< in baud, at which it answered
};
/// "not_asked", "answered" …: a contract with readers of `laporctl --json detect`.
const char* name(ProbeResult::State state);

struct ProbedPort {
  SerialPort port;
  std::vector<PortHolder> holders;
  ProbeResult result;
};

}  // namespace lapor::port_probe
