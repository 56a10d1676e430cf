// One lapord to a state directory: two of them would send every text twice.
#pragma once
#include <filesystem>
#include <stdexcept>

namespace lapor::daemon {

/// Held as long as the object lives; the kernel releases it when the process dies.
class StateLock {
 public:
  /// Another process has the lock.
  struct Held : std::runtime_error {
    using std::runtime_error::runtime_error;
  };
  /// The directory can't be used.
  struct Denied : std::runtime_error {
    using std::runtime_error::runtime_error;
  };
  /// Makes the directory if there is none. \throws Held, Denied; std::runtime_error where the file system is
  /// read-only, which may pass
  explicit StateLock(const std::filesystem::path& state_dir);
  ~StateLock();
  StateLock(const StateLock&) = delete;
  StateLock& operator=(const StateLock&) = delete;

 private:
  int fd_ = -1;
};

}  // namespace lapor::daemon
