// A program that the story started, and that ends with it.
#pragma once
#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace lapor::story {

class Child {
 public:
  /// Starts argv[0] in a directory, its output going to a log file. It gets SIGTERM if we die first.
  /// \throws std::runtime_error when it can't be started
  Child(const std::vector<std::string>& argv, const std::string& directory, const std::string& log);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

  /// The exit status once it has ended, 128 + the signal if one ended it.
  std::optional<int> ended();
  /// SIGTERM, then SIGKILL for one that does not listen.
  void stop(std::chrono::seconds patience);

 private:
  pid_t pid_ = -1;
  std::optional<int> status_;
};

/// Runs a program to its end and returns what it wrote to stdout; nothing when it did not exit with 0.
std::optional<std::string> output_of(const std::vector<std::string>& argv);

}  // namespace lapor::story
