// Waits for a device by inotify on its directory; where that isn't there yet either, on the parents that are.
// A link
// (/dev/serial/by-id/…) is followed: its target's directory is watched as well.
#pragma once
#include <functional>
#include <string>

#include "modem/host/asio.hpp"

namespace lapor::modem {

class DeviceWatch {
 public:
  explicit DeviceWatch(boost::asio::io_context& io) : events_(io), retry_(io) {}
  ~DeviceWatch() { stop(); }
  DeviceWatch(const DeviceWatch&) = delete;
  DeviceWatch& operator=(const DeviceWatch&) = delete;

  static bool there(const std::string& device);
  /// Calls `found` once, as soon as the device is there; never from inside.
  void wait(const std::string& device, std::function<void()> found);
  void stop();

 private:
  void look();
  bool watch_all();
  void next_event();
  void look_later(std::chrono::milliseconds pause);

  std::string device_;
  std::function<void()> found_;
  boost::asio::posix::stream_descriptor events_;
  boost::asio::steady_timer retry_;
  unsigned round_ = 0;  ///< counts waits: a late callback of a former one is known by it
};

}  // namespace lapor::modem
