// Sends standard error of this process to a file, for tests of the log.
#pragma once
#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace lapor::test {

/// Standard error goes to the file as long as the object lives.
class CaughtStderr {
 public:
  explicit CaughtStderr(const std::filesystem::path& file) : before_(::dup(STDERR_FILENO)) {
    const int fd = ::open(file.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC | O_APPEND, 0600);
    ::dup2(fd, STDERR_FILENO);
    ::close(fd);
  }
  ~CaughtStderr() {
    ::dup2(before_, STDERR_FILENO);
    ::close(before_);
  }
  CaughtStderr(const CaughtStderr&) = delete;
  CaughtStderr& operator=(const CaughtStderr&) = delete;

 private:
  int before_;
};

/// The whole text of a file; empty if there is none.
inline std::string all_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace lapor::test
