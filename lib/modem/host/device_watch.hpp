// Waits for a device by inotify on its directory; where that isn't there yet either, on the nearest parents
// that are. A link (/dev/serial/by-id/…) is followed: its target's directory is watched as well. Without
// inotify it looks every 60 s.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "modem/host/asio.hpp"
#include "modem/host/timer.hpp"

namespace lapor::modem {

class DeviceWatch {
 public:
  explicit DeviceWatch(boost::asio::io_context& io) : events_(io), retry_(io) {}
  ~DeviceWatch() { stop(); }
  DeviceWatch(const DeviceWatch&) = delete;
  DeviceWatch& operator=(const DeviceWatch&) = delete;

  static bool is_there(const std::string& device);
  /// Calls `found` once, as soon as the device is there, from the event loop. A wait that goes on is dropped.
  void wait(const std::string& device, std::function<void()> found);
  /// `found` is not called any more.
  void stop();

 private:
  void look();
  bool watch_all();
  void next_event();
  void look_later(Duration pause);
  void on_retry();

  std::string device_;
  std::function<void()> found_;
  boost::asio::posix::stream_descriptor events_;
  Timer retry_;
  std::shared_ptr<int> round_;  ///< its life is the permission to call back
};

}  // namespace lapor::modem
