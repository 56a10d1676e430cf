// The process at the other end of a unix socket, as the kernel names it.
#pragma once
#include <sys/types.h>

namespace lapor::control {

struct Peer {
  uid_t uid = static_cast<uid_t>(-1);  ///< unknown
  pid_t pid = 0;
};
Peer peer_of(int socket);

/// True if this is the user of that name, our own user, or root, who may read everything anyway.
bool is_user_or_own(uid_t uid, const char* user);

/// True for a process that descends from this one: a modem's worker, or what a worker has become. Nobody who
/// may ask was started by lapord.
bool started_by_us(const Peer& peer);

}  // namespace lapor::control
