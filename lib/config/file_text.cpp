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
  struct stat is{};
  if (::stat(file.c_str(), &is) != 0) return unreadable();
  // Opening a modem's line by mistake would already do something to it.
  if (auto why = irregular(is); !why.empty()) return Error{Errc::rejected, std::move(why)};
  const Closer in{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
  if (in.fd < 0 || ::fstat(in.fd, &is) != 0) return unreadable();
  if (auto why = irregular(is); !why.empty()) return Error{Errc::rejected, std::move(why)};
  return read_all(in.fd, limit);
}

}  // namespace lapor::config
