#include "support/tcp_proxy.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <deque>
#include <list>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace lapor::test {
namespace {

using Clock = std::chrono::steady_clock;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_port = htons(port);
  out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return out;
}

std::pair<int, std::uint16_t> listen_somewhere() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  auto address = loopback(0);
  socklen_t size = sizeof address;
  if (::bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(fd, 64) != 0 ||
      ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("no port of loopback");
  return {fd, ntohs(address.sin_port)};
}

/// One direction of a connection, with the bytes that are delayed.
struct Way {
  int from = -1, to = -1;
  std::deque<std::pair<Clock::time_point, std::string>> waiting;
};

struct Pair {
  Way out, back;
  Pair(int a, int b) : out{a, b, {}}, back{b, a, {}} {}
  ~Pair() {
    ::close(out.from);
    ::close(out.to);
  }
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
};

/// Until the first of what waits is due, 10 ms at most: the other thread may have changed the mode. What is
/// overdue waits for a receiver that takes no more.
timespec until_due(const std::list<Pair>& pairs) {
  using std::chrono::nanoseconds;
  constexpr nanoseconds shortest = std::chrono::microseconds(50), longest = std::chrono::milliseconds(10);
  auto pause = longest;
  for (const auto& pair : pairs)
    for (const auto* way : {&pair.out, &pair.back})
      if (!way->waiting.empty())
        pause = std::clamp(nanoseconds(way->waiting.front().first - Clock::now()), shortest, pause);
  return {0, pause.count()};
}

}  // namespace

TcpProxy::TcpProxy(std::uint16_t target) : target_(target) {
  std::tie(listener_, port_) = listen_somewhere();
  thread_ = std::thread([this] { run(); });
}

TcpProxy::~TcpProxy() {
  stop_ = true;
  thread_.join();
  ::close(listener_);
}

void TcpProxy::run() {
  std::list<Pair> pairs;
  /// False when this way has ended.
  const auto pass = [this](Way& way, bool readable) {
    if (readable) {
      std::string bytes(16 * 1024, '\0');
      const auto n = ::recv(way.from, bytes.data(), bytes.size(), MSG_DONTWAIT);
      if (n <= 0) return n < 0 && errno == EAGAIN;
      bytes.resize(static_cast<std::size_t>(n));
      if (garble_.exchange(false))
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x55);
      way.waiting.emplace_back(Clock::now() + Micros(delay_), std::move(bytes));
    }
    while (!way.waiting.empty() && way.waiting.front().first <= Clock::now()) {
      auto& bytes = way.waiting.front().second;
      const auto n = ::send(way.to, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
      if (n < 0) return errno == EAGAIN;
      bytes.erase(0, static_cast<std::size_t>(n));
      if (!bytes.empty()) return true;
      way.waiting.pop_front();
    }
    return true;
  };
  while (!stop_) {
    std::vector<pollfd> all{{listener_, POLLIN, 0}};
    const bool silent = mode_ == Mode::silent;
    if (mode_ == Mode::cut) pairs.clear();
    open_ = static_cast<int>(pairs.size());
    for (const auto& pair : pairs)
      for (const int fd : {pair.out.from, pair.back.from})
        all.push_back({fd, static_cast<short>(silent ? 0 : POLLIN), 0});
    const auto pause = until_due(pairs);
    ::ppoll(all.data(), all.size(), &pause, nullptr);
    auto seen = all.begin() + 1;
    for (auto pair = pairs.begin(); pair != pairs.end();) {
      const bool there = (seen++)->revents != 0, back = (seen++)->revents != 0;
      const bool alive = silent || (pass(pair->out, there) && pass(pair->back, back));
      pair = alive ? std::next(pair) : pairs.erase(pair);
    }
    if (all.front().revents == 0) continue;
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0) continue;
    ++connections_;
    const int on = 1, to = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = loopback(target_);
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(to, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (mode_ != Mode::cut &&
        ::connect(to, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
      pairs.emplace_back(fd, to);
    } else {
      ::close(fd);
      ::close(to);
    }
  }
}

std::uint16_t free_port() {
  const auto [fd, port] = listen_somewhere();
  ::close(fd);
  return port;
}

}  // namespace lapor::test
