// One lapord to a state directory: two of them would send everything twice.
#pragma once
#include <filesystem>
#include <stdexcept>

namespace lapor::daemon {

/// Held as long as the object lives; the kernel lets go when the process dies.
class StateLock {
 public:
  struct Held : std::runtime_error {
    using std::runtime_error::runtime_error;
  };
  struct Denied : std::runtime_error {
    using std::runtime_error::runtime_error;
  };
  /// Makes the directory if it isn't there. \throws Held when another process has it, Denied when it can't be
  /// used.
  explicit StateLock(const std::filesystem::path& state_dir);
  ~StateLock();
  StateLock(const StateLock&) = delete;
  StateLock& operator=(const StateLock&) = delete;

 private:
  int fd_ = -1;
};

}  // namespace lapor::daemon
