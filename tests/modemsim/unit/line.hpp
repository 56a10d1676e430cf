// The serial side of a simulated modem, as a program that opens the port sees it.
#pragma once
#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>

namespace lapor::test {

class Line {
 public:
  explicit Line(const std::string& device) : fd_(::open(device.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK)) {}
  ~Line() { close(); }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }
  int fd() const { return fd_; }
  void write(const std::string& bytes) { (void)!::write(fd_, bytes.data(), bytes.size()); }

  /// Reads until `end` came, or for `patience`; all that was read.
  std::string until(const std::string& end, std::chrono::milliseconds patience = std::chrono::seconds{5}) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    std::string out;
    while (out.find(end) == std::string::npos) {
      const auto left =
          std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
      pollfd ready{fd_, POLLIN, 0};
      if (left.count() <= 0 || ::poll(&ready, 1, static_cast<int>(left.count())) <= 0) break;
      std::array<char, 4096> buffer{};
      const auto got = ::read(fd_, buffer.data(), buffer.size());
      if (got <= 0) break;
      out.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return out;
  }
  /// Sends a command and reads to its OK.
  std::string ask(const std::string& command, const std::string& end = "OK\r\n") {
    write(command + "\r");
    return until(end);
  }
  /// True once the other side hung up.
  bool hung_up(std::chrono::milliseconds patience = std::chrono::seconds{5}) {
    pollfd state{fd_, 0, 0};
    return ::poll(&state, 1, static_cast<int>(patience.count())) > 0 && (state.revents & POLLHUP);
  }

 private:
  int fd_;
};

}  // namespace lapor::test
