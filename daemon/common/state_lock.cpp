#include "common/state_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace lapor::daemon {

StateLock::StateLock(const std::filesystem::path& state_dir) {
  std::error_code ec;
  if (std::filesystem::create_directories(state_dir, ec)) ::chmod(state_dir.c_str(), 0750);
  const auto file = state_dir / "lock";
  fd_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd_ < 0 && errno == EROFS)  // after errors of the disk, say: it may be written again later
    throw std::runtime_error(fmt::format("{} can't be written: Read-only file system", state_dir.string()));
  if (fd_ < 0) throw Denied(fmt::format("{} can't be used: {}", state_dir.string(), std::strerror(errno)));
  if (::flock(fd_, LOCK_EX | LOCK_NB) == 0) return;
  ::close(fd_);
  throw Held(fmt::format("another lapord runs on {}", state_dir.string()));
}

StateLock::~StateLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace lapor::daemon
