// Work that may take long, in a process of its own: this program started again with other words. The
// gateway's thread only hears of the end.
#pragma once
#include <sys/types.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "control/asio.hpp"

namespace lapor::daemon {

class Errand {
 public:
  /// The exit status (or -1) and what was written to stdout, at most 1 MiB of it.
  using Done = std::function<void(int status, std::string output)>;

  explicit Errand(boost::asio::io_context& io) : output_(io), bound_(io) {}
  ~Errand() { stop(); }
  Errand(const Errand&) = delete;
  Errand& operator=(const Errand&) = delete;

  bool running() const { return pid_ > 0; }
  /// \pre not running. It is killed after an hour.
  void start(const std::vector<std::string>& words, Done done);
  /// Kills it; `done` isn't called.
  void stop();

 private:
  void read();
  void ended();

  boost::asio::posix::stream_descriptor output_;
  boost::asio::steady_timer bound_;
  std::string text_;
  char chunk_[4096];
  pid_t pid_ = -1;
  Done done_;
};

}  // namespace lapor::daemon
