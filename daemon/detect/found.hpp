// What laporctl detect sees, as plain values: a serial port, who holds it, what answers there.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace lapor::detect {

struct Usb {
  unsigned vendor = 0, product = 0;
  std::string interface;  ///< bInterfaceNumber, "02"
  std::string triple;     ///< class, subclass and protocol of the interface, "ff/02/02"
  std::string maker, name, serial;
  std::string place;  ///< the kernel's name of the device, which says where it is plugged in: "1-1.2"
  friend bool operator==(const Usb&, const Usb&) = default;
};

struct Port {
  std::string device;  ///< /dev/ttyUSB0
  std::string by_id, by_path;
  std::string driver;
  std::optional<Usb> usb;
  bool console = false;  ///< the system itself talks here
  friend bool operator==(const Port&, const Port&) = default;
};

struct Holder {
  int pid = 0;
  std::string name;  ///< empty: the process is gone and left its lock file
  friend bool operator==(const Holder&, const Holder&) = default;
};

struct Answer {
  enum class State { not_asked, answered, silent, busy, denied, gone } state = State::not_asked;
  std::vector<std::string> words;  ///< to ATI, AT+CGMI and AT+CGMM
  unsigned speed = 0;              ///< at which it answered
};
const char* name(Answer::State state);

struct Found {
  Port port;
  std::vector<Holder> holders;
  Answer answer;
};

}  // namespace lapor::detect
