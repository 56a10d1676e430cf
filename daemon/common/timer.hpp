// Work that is done later on the io_context, for sources that should not compile Asio.
#pragma once
#include <chrono>
#include <functional>
#include <memory>

#include "control/asio_fwd.hpp"

namespace lapor::daemon {

/// Calls back once. Its end, and each new start, drop a call that is still to come.
class Timer {
 public:
  explicit Timer(boost::asio::io_context& io);
  ~Timer();
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  /// Calls `work` after the pause; never from inside.
  void start(std::chrono::microseconds pause, std::function<void()> work);
  void stop();

 private:
  struct Wait;
  std::unique_ptr<Wait> wait_;
};

/// Calls `work` as soon as the handler in hand has ended.
void call_soon(boost::asio::io_context& io, std::function<void()> work);
/// Ends io.run() as soon as the handler in hand has ended.
void stop_running(boost::asio::io_context& io);

}  // namespace lapor::daemon
