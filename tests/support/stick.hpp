// A Huawei stick with its three ports on a machine of files.
#pragma once
#include <string>

#include "support/machine.hpp"

namespace lapor::test {

inline void plug_stick_in(const Machine& m, const std::string& place, int first,
                          const std::string& serial = "") {
  m.usb(place, "12d1", "1506", serial);
  const auto tty = [&](int n) { return "ttyUSB" + std::to_string(first + n); };
  m.usb_port(place, tty(0), "00", "ff/02/01");
  m.usb_port(place, tty(1), "01", "ff/02/03");
  m.usb_port(place, tty(2), "02", "ff/02/02");
  for (int n = 0; n < 3; ++n) m.by_path("pci-0-usb-" + place + ":1." + std::to_string(n), tty(n));
}

}  // namespace lapor::test
