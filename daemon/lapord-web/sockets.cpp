#include "lapord-web/sockets.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/host_port.hpp"
#include "control/socket_file.hpp"

namespace lapor::web {
namespace {

constexpr std::string_view unix_prefix = "unix:";
constexpr int backlog = 128;

struct Address {
  sockaddr_storage storage{};
  socklen_t size = 0;
};

std::optional<Address> ip_address(const std::string& where) {
  const auto at = read_host_port(where);
  if (!at) return std::nullopt;
  Address out;
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  v4.sin_port = htons(at->port);
  if (::inet_pton(AF_INET, at->host.c_str(), &v4.sin_addr) == 1) {
    std::memcpy(&out.storage, &v4, sizeof v4);
    out.size = sizeof v4;
    return out;
  }
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(at->port);
  if (::inet_pton(AF_INET6, at->host.c_str(), &v6.sin6_addr) != 1) return std::nullopt;
  std::memcpy(&out.storage, &v6, sizeof v6);
  out.size = sizeof v6;
  return out;
}

std::optional<Address> unix_address(const std::string& path) {
  sockaddr_un address{};
  if (path.size() >= sizeof address.sun_path) return std::nullopt;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  Address out;
  std::memcpy(&out.storage, &address, sizeof address);
  out.size = sizeof address;
  return out;
}

Error failed(const std::string& where) {
  return {Errc::rejected, fmt::format("can't listen on {}: {}", where, std::strerror(errno))};
}

}  // namespace

Result<int> listen_on(const std::string& where) {
  const bool is_unix = where.starts_with(unix_prefix);
  const auto path = is_unix ? where.substr(unix_prefix.size()) : std::string{};
  const auto address = is_unix ? unix_address(path) : ip_address(where);
  if (!address) return Error{Errc::rejected, fmt::format("{} is no address to listen on", where)};
  const int fd = ::socket(address->storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return failed(where);
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (is_unix) ::unlink(path.c_str());
  const auto* name = reinterpret_cast<const sockaddr*>(&address->storage);
  if (control::bind_for_group(fd, name, address->size) != 0 || ::listen(fd, backlog) != 0) {
    const auto error = failed(where);
    ::close(fd);
    return error;
  }
  return fd;
}

int handed_over() { return ::sd_listen_fds(1) >= 1 ? SD_LISTEN_FDS_START : -1; }

std::string peer_address(int socket) {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  if (::getpeername(socket, reinterpret_cast<sockaddr*>(&storage), &size) != 0) return "unknown";
  char text[INET6_ADDRSTRLEN] = {};
  if (storage.ss_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &storage, sizeof v4);
    ::inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
    return text;
  }
  if (storage.ss_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &storage, sizeof v6);
    ::inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
    return text;
  }
  return "unix";
}

}  // namespace lapor::web
