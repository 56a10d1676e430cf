// A timer whose callback never runs after cancel(), after a new start(), or after the timer's end, not even
// where its moment had come and Asio's handler was on its way already.
#pragma once
#include <functional>
#include <memory>

#include "base/time.hpp"
#include "modem/host/asio.hpp"

namespace lapor::modem {

class Timer {
 public:
  explicit Timer(boost::asio::io_context& io) : timer_(io) {}
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  /// Calls `expired` once, from the event loop, `after` from now. A callback that waits is dropped.
  void start(Duration after, std::function<void()> expired) {
    callback_ = std::make_shared<std::function<void()>>(std::move(expired));
    timer_.expires_after(after);
    timer_.async_wait([this, mine = std::weak_ptr(callback_)](boost::system::error_code error) {
      if (error || mine.expired()) return;
      // The callback may start the timer again, or end it.
      const auto callback = std::move(callback_);
      (*callback)();
    });
  }
  void cancel() {
    callback_.reset();
    timer_.cancel();
  }

 private:
  boost::asio::steady_timer timer_;
  std::shared_ptr<std::function<void()>> callback_;  ///< its life is the permission to call it
};

}  // namespace lapor::modem
