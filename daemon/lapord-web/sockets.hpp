// The sockets that lapord-web listens on, as file descriptors: one that systemd hands over, one of its own.
#pragma once
#include <string>

#include "base/error.hpp"

namespace lapor::web {

/// Binds and listens. `where` is "ADDRESS:PORT" or "unix:/path"; a Unix socket is for our group. Errors:
/// rejected.
Result<int> listen_on(const std::string& where);
/// The first socket that systemd hands over; -1 if it hands none.
int handed_over();
/// The address of the other end: "127.0.0.1", "::1", or "unix".
std::string peer_address(int socket);

}  // namespace lapor::web
