#include "control/peer.hpp"

#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>

namespace lapor::control {
namespace {

constexpr int deepest = 64;

/// From /proc/PID/stat: "7 (name, which may hold anything) S PARENT ...".
std::optional<pid_t> parent_of(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const auto end_of_name = text.rfind(')');
  if (end_of_name == std::string::npos) return std::nullopt;
  std::istringstream rest(text.substr(end_of_name + 1));
  char state = 0;
  pid_t parent = 0;
  return rest >> state >> parent ? std::optional(parent) : std::nullopt;
}

}  // namespace

Peer peer_of(int socket) {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return {};
  return {credentials.uid, credentials.pid};
}

bool is_user_or_own(uid_t uid, const char* user) {
  if (uid == 0 || uid == ::geteuid()) return true;
  const auto* entry = ::getpwnam(user);
  return entry != nullptr && entry->pw_uid == uid;
}

bool started_by_us(const Peer& peer) {
  if (peer.uid != ::getuid() || peer.pid == ::getpid()) return false;  // a worker can't change its user
  auto pid = peer.pid;
  for (int step = 0; step < deepest && pid > 1; ++step) {
    const auto parent = parent_of(pid);
    if (!parent) return step == 0;  // ended, so it waits for no answer; or an ancestor of another user
    if (*parent == ::getpid()) return true;
    pid = *parent;
  }
  return false;
}

}  // namespace lapor::control
