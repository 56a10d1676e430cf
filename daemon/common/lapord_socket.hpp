// The socket that lapord gives to each worker that it starts.
#pragma once
#include <sys/socket.h>

namespace lapor::daemon {

inline constexpr int lapord_socket = 3;  ///< its descriptor

/// False for a program that a person started.
inline bool is_started_by_lapord() {
  int type = 0;
  socklen_t size = sizeof type;
  return ::getsockopt(lapord_socket, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET;
}

}  // namespace lapor::daemon
