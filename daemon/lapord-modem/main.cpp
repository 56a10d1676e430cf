// lapord-modem: the worker of one modem. Started by lapord, never by a person; descriptor 3 is lapord's
// socket.
#include <sys/socket.h>

#include <cstdio>

#include "modem/worker/worker.hpp"

namespace {

constexpr int lapord = 3;
constexpr int usage_error = 64;

bool is_packet_socket(int fd) {
  int type = 0;
  socklen_t size = sizeof type;
  return ::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET;
}

}  // namespace

int main() {
  if (!is_packet_socket(lapord)) {
    std::fputs("lapord-modem is started by lapord, one for each [[modem]] of its configuration.\n", stderr);
    return usage_error;
  }
  lapor::modem::run_worker(lapord);
}
