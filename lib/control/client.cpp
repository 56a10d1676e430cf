#include "control/client.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace lapor::control {
namespace {

/// A connected socket that closes itself.
class Line {
 public:
  explicit Line(const std::filesystem::path& path) : fd_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto text = path.string();
    if (fd_ < 0 || text.size() >= sizeof address.sun_path) {
      error_ = fd_ < 0 ? errno : ENAMETOOLONG;
      return;
    }
    std::memcpy(address.sun_path, text.data(), text.size());
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) error_ = errno;
  }
  ~Line() {
    if (fd_ >= 0) ::close(fd_);
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  int error() const { return error_; }

  void limit(std::chrono::seconds timeout) {
    const timeval time{timeout.count(), 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
  }

  bool send(std::string_view text) {
    while (!text.empty()) {
      const auto n = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
  }

  /// Up to the first newline; empty when the other side left or was silent too long.
  std::string receive() {
    std::string out;
    char chunk[16384];
    while (out.empty() || out.back() != '\n') {
      const auto n = ::recv(fd_, chunk, sizeof chunk, 0);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return {};
      out.append(chunk, static_cast<std::size_t>(n));
    }
    return out;
  }

 private:
  int fd_, error_ = 0;
};

}  // namespace

Result<Json> ask(const std::filesystem::path& socket, const Json& request, std::chrono::seconds timeout) {
  Line line(socket);
  if (line.error() == EACCES || line.error() == EPERM)
    return Error{Errc::rejected,
                 fmt::format("no permission for {}: you must be root or in its group", socket.string())};
  if (line.error() != 0)
    return Error{Errc::retry_later, fmt::format("the gateway can't be reached at {}: {}", socket.string(),
                                                std::strerror(line.error()))};
  line.limit(timeout);
  if (!line.send(request.dump() + "\n")) return Error{Errc::retry_later, "the gateway closed the connection"};
  const auto text = line.receive();
  if (text.empty()) return Error{Errc::retry_later, "the gateway gave no answer in time"};
  auto answer = parse_json(text);
  if (!answer || !answer->is_object()) return Error{Errc::corrupt, "the gateway's answer can't be read"};
  return std::move(*answer);
}

bool reachable(const std::filesystem::path& socket) { return Line(socket).error() == 0; }

}  // namespace lapor::control
