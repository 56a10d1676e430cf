// Work that may take long, in a process of its own: this program started again with other words. The
// gateway's thread only learns of its end.
#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "control/asio_fwd.hpp"

namespace lapor::daemon {

class ChildTask {
 public:
  struct End {
    std::optional<int> exit_status;  ///< nullopt if it was killed, or could not be started
    std::string output;              ///< what it wrote to stdout, at most 1 MiB; or why it was not started
  };
  using Ended = std::function<void(End)>;

  explicit ChildTask(boost::asio::io_context& io);
  ~ChildTask();  ///< as stop()
  ChildTask(const ChildTask&) = delete;
  ChildTask& operator=(const ChildTask&) = delete;

  bool running() const;
  /// Starts a program with these words: this very one where none is named. `ended` is called once, from
  /// inside if it can't be started. A child that takes longer than an hour is killed. \pre not running
  void start(const std::vector<std::string>& words, Ended ended,
             const std::filesystem::path& program = "/proc/self/exe");
  /// Kills the child, if there is one; `ended` is not called.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lapor::daemon
