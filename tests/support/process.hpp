// A program that a test started: in a process group of its own, its output in a file, gone with the object.
#pragma once
#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace lapor::test {

using Millis = std::chrono::milliseconds;

class Process {
 public:
  /// Starts argv[0], its output appended to `log`. Throws std::runtime_error when it can't be started.
  Process(const std::vector<std::string>& argv, const std::string& log);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  void signal(int number) const;
  /// The exit status once it has ended, 128 + the signal if one ended it.
  std::optional<int> ended();
  /// The same, waited for; nothing if it hasn't ended by then.
  std::optional<int> wait(Millis patience);
  void kill9();
  std::vector<pid_t> children() const;

 private:
  pid_t pid_ = -1;
  std::optional<int> status_;
};

struct Output {
  int status = -1;
  std::string out, err;
};
/// Runs a program to its end; one that takes longer than `patience` is killed, status 137.
Output run(const std::vector<std::string>& argv, Millis patience = Millis{30000});

/// A figure of /proc/PID/status in KiB, such as "VmHWM"; 0 where there is none.
long status_kib(pid_t pid, const std::string& key);

}  // namespace lapor::test
