#include "smscsim/server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <vector>

namespace lapor::smscsim {
namespace {

std::int64_t now() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

void check(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
}

int listener_on(unsigned port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  check(fd, "socket");
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  check(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), "bind");
  check(::listen(fd, 16), "listen");
  return fd;
}

int listener_on(const std::string& path) {
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  check(fd, "socket");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  ::unlink(path.c_str());
  check(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), path.c_str());
  check(::listen(fd, 16), "listen");
  return fd;
}

unsigned port_of(int fd) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  check(::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
  return ntohs(address.sin_port);
}

}  // namespace

Server::Server(const Options& options)
    : clients_(listener_on(options.port)),
      control_(listener_on(options.control)),
      port_(port_of(clients_)),
      path_(options.control),
      carrier_(options.password) {}

Server::~Server() {
  for (const auto& [fd, peer] : peers_) ::close(fd);
  ::close(clients_);
  ::close(control_);
  ::unlink(path_.c_str());
}

void Server::accept(int listener, bool controls) {
  const int fd = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd < 0) return;
  peers_[fd].controls = controls;
  if (controls) return;
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  carrier_.opened(fd);
}

void Server::read(int fd, Peer& peer) {
  char bytes[16384];
  const auto n = ::recv(fd, bytes, sizeof bytes, 0);
  if (n == 0 || (n < 0 && errno != EAGAIN)) {
    peer.closing = true;
    peer.out.clear();
  }
  if (n <= 0) return;
  if (!peer.controls) return carrier_.received(fd, {bytes, static_cast<std::size_t>(n)}, now());
  peer.in.append(bytes, static_cast<std::size_t>(n));
  obey(peer);
}

void Server::obey(Peer& peer) {
  for (auto end = peer.in.find('\n'); end != peer.in.npos; end = peer.in.find('\n')) {
    for (const auto& line : carrier_.command(peer.in.substr(0, end), now())) peer.out += line + "\n";
    peer.in.erase(0, end + 1);
  }
}

void Server::carry_out() {
  for (auto& output : carrier_.take_outputs()) {
    const auto at = peers_.find(output.client);
    if (at == peers_.end()) continue;
    at->second.out += output.bytes;
    at->second.closing = at->second.closing || output.close;
  }
}

void Server::flush() {
  std::vector<int> gone;
  for (auto& [fd, peer] : peers_) {
    while (!peer.out.empty()) {
      const auto n = ::send(fd, peer.out.data(), peer.out.size(), MSG_NOSIGNAL);
      if (n <= 0) {
        if (errno != EAGAIN) peer.closing = true, peer.out.clear();
        break;
      }
      peer.out.erase(0, static_cast<std::size_t>(n));
    }
    if (peer.closing && peer.out.empty()) gone.push_back(fd);
  }
  for (const int fd : gone) {
    if (!peers_[fd].controls) carrier_.closed(fd);
    peers_.erase(fd);
    ::close(fd);
  }
}

void Server::run(int stop) {
  while (true) {
    std::vector<pollfd> waiting{{stop, POLLIN, 0}, {clients_, POLLIN, 0}, {control_, POLLIN, 0}};
    for (const auto& [fd, peer] : peers_)
      waiting.push_back({fd, static_cast<short>(POLLIN | (peer.out.empty() ? 0 : POLLOUT)), 0});
    const auto next = carrier_.next_timer();
    const auto limit = next ? std::clamp<std::int64_t>(*next - now(), 0, 1000) : 1000;
    ::poll(waiting.data(), waiting.size(), static_cast<int>(limit));
    if (waiting[0].revents != 0) return;
    if (waiting[1].revents != 0) accept(clients_, false);
    if (waiting[2].revents != 0) accept(control_, true);
    for (std::size_t i = 3; i < waiting.size(); ++i)
      if ((waiting[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0)
        if (const auto at = peers_.find(waiting[i].fd); at != peers_.end()) read(at->first, at->second);
    carrier_.tick(now());
    carry_out();
    flush();
    carry_out();
  }
}

}  // namespace lapor::smscsim
