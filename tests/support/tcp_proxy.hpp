// A line between two boxes that a test can cut, silence, slow down and garble. It runs on a thread of its own
// and listens on a port of its own on loopback.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <thread>

namespace lapor::test {

class TcpProxy {
 public:
  using Micros = std::chrono::microseconds;

  /// To this port of loopback.
  explicit TcpProxy(std::uint16_t target);
  ~TcpProxy();
  TcpProxy(const TcpProxy&) = delete;
  TcpProxy& operator=(const TcpProxy&) = delete;

  std::uint16_t port() const { return port_; }
  /// Closes all connections, and each new one at once, until join().
  void cut() { mode_ = Mode::cut; }
  /// Nothing passes any more and nothing is closed, until join(): then what was held passes.
  void silence() { mode_ = Mode::silent; }
  void join() { mode_ = Mode::open; }
  /// Each byte comes so much later, from now on.
  void delay(Micros time) { delay_ = time.count(); }
  /// One byte of the next that passes is changed.
  void garble() { garble_ = true; }
  /// The number of connections that were made so far.
  int connections() const { return connections_; }
  /// The number of connections that are open now. One that was cut counts until it is closed.
  int open() const { return open_; }

 private:
  enum class Mode { open, silent, cut };
  void run();

  std::uint16_t target_, port_ = 0;
  int listener_ = -1;
  std::atomic<Mode> mode_{Mode::open};
  std::atomic<std::int64_t> delay_{0};
  std::atomic<bool> garble_{false}, stop_{false};
  std::atomic<int> connections_{0}, open_{0};
  std::thread thread_;
};

/// A port of loopback that nobody listens on just now.
std::uint16_t free_port();

}  // namespace lapor::test
