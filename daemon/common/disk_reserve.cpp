#include "common/disk_reserve.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace lapor::daemon {
namespace {

constexpr std::uint64_t usual_size = 16 << 20;
constexpr std::uint64_t transaction_size = 128 << 10;

}  // namespace

DiskReserve::DiskReserve(std::filesystem::path file) : file_(std::move(file)) {
  std::error_code ec;
  const auto space = std::filesystem::space(file_.parent_path(), ec);
  if (!file_.empty() && !ec) size_ = std::min<std::uint64_t>(usual_size, space.capacity / 8);
}

bool DiskReserve::hold() {
  if (size_ == 0) return true;
  struct stat s{};
  if (::stat(file_.c_str(), &s) == 0 && static_cast<std::uint64_t>(s.st_size) == size_) return true;
  std::error_code ec;
  const auto space = std::filesystem::space(file_.parent_path(), ec);
  if (ec || space.available < size_ + size_ / 2) return false;
  const int fd = ::open(file_.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0) return false;
  const bool held = ::posix_fallocate(fd, 0, static_cast<off_t>(size_)) == 0;
  ::close(fd);
  if (!held) give_up();
  return held;
}

void DiskReserve::give_up() {
  if (size_ > 0) ::unlink(file_.c_str());
}

bool DiskReserve::exhausted() const {
  std::error_code ec;
  const auto space = std::filesystem::space(file_.parent_path(), ec);
  return size_ > 0 && !ec && space.available < transaction_size;
}

}  // namespace lapor::daemon
