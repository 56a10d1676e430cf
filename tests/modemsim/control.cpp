#include "control.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "simulator.hpp"
#include "text.hpp"

namespace lapor::modemsim {
namespace {

constexpr std::size_t most_unread =
    1 << 20;  // bytes of answers; then further commands wait until they were read

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

}  // namespace

Reply refuse(std::string reason) {
  Reply out;
  out.error = std::move(reason);
  return out;
}

Reply obey(Simulator& simulator, std::string_view line) {
  const auto space = line.find(' ');
  const auto name = line.substr(0, space);
  const auto arguments = space == std::string_view::npos ? std::string_view{} : line.substr(space + 1);
  for (const auto* table : {&control_commands(), &arrival_commands(), &environment_commands()}) {
    const auto found = table->find(name);
    if (found == table->end()) continue;
    try {
      return found->second(simulator, arguments);
    } catch (const std::exception& problem) {  // a pty that can't be made at "plug"
      return refuse(escape(problem.what()));
    }
  }
  return refuse("unknown command " + escape(name) + "; try help");
}

void Control::listen() {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path_.size() >= sizeof address.sun_path)
    throw std::system_error(ENAMETOOLONG, std::generic_category(), path_);
  std::memcpy(address.sun_path, path_.c_str(), path_.size() + 1);
  listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (listener_ < 0) fail("socket");
  ::unlink(path_.c_str());
  if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    fail(path_.c_str());
  if (::listen(listener_, 16) != 0) fail("listen");
}

void Control::close() {
  for (auto& client : clients_) ::close(client.fd);
  clients_.clear();
  if (listener_ >= 0) ::close(listener_);
  listener_ = -1;
  ::unlink(path_.c_str());
}

void Control::add_to(std::vector<pollfd>& fds) const {
  fds.push_back({listener_, POLLIN, 0});
  for (const auto& client : clients_) {
    const int events = (client.ended ? 0 : POLLIN) | (client.out.empty() ? 0 : POLLOUT);
    fds.push_back({events ? client.fd : -1, static_cast<short>(events), 0});
  }
}

void Control::serve(const std::vector<pollfd>& fds) {
  for (const auto& ready : fds) {
    if (ready.fd < 0 || !ready.revents) continue;
    if (ready.fd == listener_) accept();
    for (auto& client : clients_) {
      if (client.fd != ready.fd) continue;
      if (ready.revents & (POLLERR | POLLHUP)) client.out.clear();  // nobody is left to read it
      if (!client.ended) read(client);
    }
  }
  for (auto& client : clients_) {
    work(client);
    flush(client);
  }
  clients_.remove_if([](const Client& client) {
    const bool done = client.ended && !client.waiting && client.out.empty();
    if (done) ::close(client.fd);
    return done;
  });
}

void Control::accept() {
  const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (fd >= 0) clients_.push_back(Client{fd, {}, {}, {}, {}, false});
}

void Control::read(Client& client) {
  std::array<char, 65536> buffer{};
  const auto got = ::recv(client.fd, buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (got > 0) {
    client.in.append(buffer.data(), static_cast<std::size_t>(got));
  } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
    client.ended = true;  // it may still wait for answers, as "printf … | socat" does
  }
}

/// Takes the client's commands one after the other, until one has to wait.
void Control::work(Client& client) {
  for (;;) {
    if (client.waiting) {
      const bool holds = client.waiting->until();
      if (!holds && Clock::now() < client.deadline) return;
      if (!holds) client.waiting->error = "timeout";
      answer(client, *std::exchange(client.waiting, std::nullopt));
      continue;
    }
    const auto end = client.in.find('\n');
    if (end == std::string::npos || client.out.size() > most_unread) return;
    auto line = client.in.substr(0, end);
    client.in.erase(0, end + 1);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (trim(line).empty()) continue;
    auto reply = obey(simulator_, line);
    if (!reply.until) {
      answer(client, reply);
      continue;
    }
    client.deadline = Clock::now() + reply.timeout;
    simulator_.timers().after(reply.timeout, [] {});  // wakes the loop for the deadline
    client.waiting = std::move(reply);
  }
}

void Control::answer(Client& client, const Reply& reply) {
  for (const auto& line : reply.lines) client.out += line + "\n";
  client.out += reply.error.empty() ? "ok\n" : "error: " + reply.error + "\n";
}

/// Never blocks: a client that reads no answers must not stop the modem.
void Control::flush(Client& client) {
  while (!client.out.empty()) {
    const auto put = ::send(client.fd, client.out.data(), client.out.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (put < 0 && errno != EAGAIN && errno != EINTR) client.out.clear();
    if (put <= 0) return;
    client.out.erase(0, static_cast<std::size_t>(put));
  }
}

}  // namespace lapor::modemsim
