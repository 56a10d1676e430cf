#include "common/timer.hpp"

#include "control/asio.hpp"

namespace lapor::daemon {

struct Timer::Wait {
  explicit Wait(boost::asio::io_context& io) : timer(io) {}
  boost::asio::steady_timer timer;
};

Timer::Timer(boost::asio::io_context& io) : wait_(std::make_unique<Wait>(io)) {}
Timer::~Timer() = default;

void Timer::start(std::chrono::microseconds pause, std::function<void()> work) {
  wait_->timer.expires_after(pause);
  wait_->timer.async_wait([work = std::move(work)](const boost::system::error_code& error) {
    if (!error) work();
  });
}

void Timer::stop() { wait_->timer.cancel(); }

void call_soon(boost::asio::io_context& io, std::function<void()> work) {
  boost::asio::post(io, std::move(work));
}

void stop_running(boost::asio::io_context& io) { io.stop(); }

}  // namespace lapor::daemon
