// Measures how late the loop serves a timer: the delay that an operator's page, a slow disk or a fault in
// lapord causes for everybody else.
#pragma once
#include <chrono>

#include "base/histogram.hpp"
#include "common/timer.hpp"

namespace lapor::daemon {

class LagProbe {
 public:
  LagProbe(boost::asio::io_context& io, Histogram& lag) : timer_(io), lag_(lag) {}
  void start() {
    const auto due = std::chrono::steady_clock::now() + every;
    timer_.start(every, [this, due] {
      lag_.add(std::chrono::duration<double>(std::chrono::steady_clock::now() - due).count());
      start();
    });
  }

 private:
  static constexpr std::chrono::milliseconds every{500};

  Timer timer_;
  Histogram& lag_;
};

}  // namespace lapor::daemon
