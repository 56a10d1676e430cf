#include "config/file_text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace lapor::config {
namespace {

Error unreadable() { return {Errc::rejected, fmt::format("can't be read: {}", std::strerror(errno))}; }

struct Closer {
  int fd;
  ~Closer() { ::close(fd); }
};

/// Empty: regular.
std::string irregular(const struct stat& is) {
  if (S_ISREG(is.st_mode)) return {};
  return S_ISDIR(is.st_mode) ? "is a directory; name a file" : "is a pipe or a device; name a regular file";
}

/// An open descriptor, the caller's to close.
Result<int> open_regular(const std::filesystem::path& file) {
  struct stat is{};
  if (::stat(file.c_str(), &is) != 0) return unreadable();
  // Opening a modem's line by mistake would already do something to it.
  if (auto why = irregular(is); !why.empty()) return Error{Errc::rejected, std::move(why)};
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0) return unreadable();
  auto why = ::fstat(fd, &is) != 0 ? unreadable().context : irregular(is);
  if (why.empty()) return fd;
  ::close(fd);
  return Error{Errc::rejected, std::move(why)};
}

Result<std::string> read_all(int fd, std::size_t limit) {
  std::string text;
  std::array<char, 1 << 14> buffer{};
  for (;;) {
    const auto n = ::read(fd, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return unreadable();
    if (n == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(n));
    if (text.size() > limit)
      return Error{Errc::rejected,
                   fmt::format("is larger than {} KiB; that is no configuration", limit >> 10)};
  }
}

}  // namespace

Result<std::string> read_text(const std::filesystem::path& file, std::size_t limit) {
  const auto fd = open_regular(file);
  if (!fd) return fd.error();
  const Closer in{*fd};
  return read_all(in.fd, limit);
}

std::optional<std::string> why_unreadable(const std::filesystem::path& file) {
  const auto fd = open_regular(file);
  if (!fd) return fd.error().context;
  ::close(*fd);
  return std::nullopt;
}

}  // namespace lapor::config
