// A machine made of files: /sys, /dev, /proc and /run/lock as the kernel and udev would show them.
#pragma once
#include <filesystem>
#include <fstream>
#include <string>

#include "config/config.hpp"
#include "port_probe/port_list.hpp"
#include "support/shipped.hpp"
#include "support/temp_dir.hpp"

namespace lapor::test {

class Machine {
 public:
  Machine() {
    for (const auto* dir :
         {"sys/class/tty", "sys/bus/usb/devices", "dev/serial/by-id", "dev/serial/by-path", "proc", "lock"})
      std::filesystem::create_directories(root() / dir);
  }
  std::filesystem::path root() const { return dir_.path(); }
  port_probe::SystemRoots roots() const {
    return {root() / "sys", root() / "dev", root() / "proc", root() / "lock"};
  }
  std::string dev(const std::string& name) const { return (root() / "dev" / name).string(); }

  void file(const std::filesystem::path& path, const std::string& text) const {
    std::filesystem::create_directories((root() / path).parent_path());
    std::ofstream(root() / path) << text;
  }
  void link(const std::filesystem::path& path, const std::filesystem::path& target) const {
    std::filesystem::create_directories((root() / path).parent_path());
    std::filesystem::create_symlink(target, root() / path);
  }

  /// A USB device in this socket, "1-1.2".
  void usb(const std::string& place, const std::string& vendor, const std::string& product,
           const std::string& serial = "") const {
    const std::string device = "sys/devices/usb1/" + place;
    file(device + "/idVendor", vendor + "\n");
    file(device + "/idProduct", product + "\n");
    file(device + "/manufacturer", "MAKER\n");
    file(device + "/product", "Mobile Modem\n");
    if (!serial.empty()) file(device + "/serial", serial + "\n");
    link("sys/bus/usb/devices/" + place, "../../../devices/usb1/" + place);
  }
  /// A port of it, behind this interface, as usb-serial drivers show theirs.
  void usb_port(const std::string& place, const std::string& tty, const std::string& interface,
                const std::string& triple = "ff/ff/ff") const {
    const auto at =
        "sys/devices/usb1/" + place + "/" + place + ":1." + std::to_string(std::stoi(interface, nullptr, 16));
    file(at + "/bInterfaceNumber", interface + "\n");
    file(at + "/bInterfaceClass", triple.substr(0, 2) + "\n");
    file(at + "/bInterfaceSubClass", triple.substr(3, 2) + "\n");
    file(at + "/bInterfaceProtocol", triple.substr(6, 2) + "\n");
    file(at + "/" + tty + "/tty/" + tty + "/dev", "188:0\n");
    link(at + "/" + tty + "/tty/" + tty + "/device", "../../../" + tty);
    std::filesystem::create_directories(root() / "sys/bus/drivers/option1");
    link(at + "/" + tty + "/driver", root() / "sys/bus/drivers/option1");
    link("sys/class/tty/" + tty, root() / at / tty / "tty" / tty);
    file("dev/" + tty, "");
  }
  void by_id(const std::string& name, const std::string& tty) const {
    link("dev/serial/by-id/" + name, "../../" + tty);
  }
  void by_path(const std::string& name, const std::string& tty) const {
    link("dev/serial/by-path/" + name, "../../" + tty);
  }
  /// A port of the board itself.
  void board_port(const std::string& tty, int type) const {
    file("sys/devices/platform/serial8250/" + tty + "/type", std::to_string(type) + "\n");
    link("sys/devices/platform/serial8250/" + tty + "/device", "../../serial8250");
    link("sys/class/tty/" + tty, root() / "sys/devices/platform/serial8250" / tty);
    file("dev/" + tty, "");
  }
  void process(int pid, const std::string& name, const std::filesystem::path& opens) const {
    file("proc/" + std::to_string(pid) + "/comm", name + "\n");
    link("proc/" + std::to_string(pid) + "/fd/7", opens);
  }

 private:
  TempDir dir_;
};

inline std::vector<engine::ModemProfile> all_profiles() {
  config::Report report;
  return config::read_profiles(shipped_files(), {}, report);
}

}  // namespace lapor::test
