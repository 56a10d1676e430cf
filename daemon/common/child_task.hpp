// Work that may take long, in a process of its own: this program started again with other words. The
// gateway's thread only learns of its end.
#pragma once
#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "control/asio.hpp"

namespace lapor::daemon {

class ChildTask {
 public:
  struct End {
    std::optional<int> exit_status;  ///< nullopt if it was killed, or could not be started
    std::string output;              ///< what it wrote to stdout, at most 1 MiB; or why it was not started
  };
  using Ended = std::function<void(End)>;

  explicit ChildTask(boost::asio::io_context& io) : output_(io), time_limit_(io) {}
  ~ChildTask() { stop(); }
  ChildTask(const ChildTask&) = delete;
  ChildTask& operator=(const ChildTask&) = delete;

  bool running() const { return pid_.has_value(); }
  /// Starts this program with these words. `ended` is called once, from inside if it can't be started. A
  /// child that takes longer than an hour is killed. \pre not running
  void start(const std::vector<std::string>& words, Ended ended);
  /// Kills the child, if there is one; `ended` is not called.
  void stop();

 private:
  void read();
  void on_output_closed();

  boost::asio::posix::stream_descriptor output_;
  boost::asio::steady_timer time_limit_;
  std::string text_;
  char chunk_[4096];
  std::optional<pid_t> pid_;
  Ended ended_;
};

}  // namespace lapor::daemon
