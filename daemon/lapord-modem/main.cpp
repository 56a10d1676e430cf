// lapord-modem: the worker of one modem. Started by lapord, never by a person; descriptor 3 is lapord's
// socket.
#include <cstdio>

#include "common/lapord_socket.hpp"
#include "modem/worker/worker.hpp"

namespace {

constexpr int usage_error = 64;

}  // namespace

int main() {
  if (!lapor::daemon::is_started_by_lapord()) {
    std::fputs("lapord-modem is started by lapord, one for each [[modem]] of its configuration.\n", stderr);
    return usage_error;
  }
  lapor::modem::run_worker(lapor::daemon::lapord_socket);
}
