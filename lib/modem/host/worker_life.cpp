#include "modem/host/worker_life.hpp"

#include <signal.h>

namespace lapor::modem {

WorkerLife::WorkerLife(boost::asio::io_context& io, const WorkerProcess& process)
    : pid(process.pid),
      socket(io, process.socket),
      ended(io, process.ended),
      deadline(io),
      stuck(io),
      list(io),
      health(io),
      end_bound(io) {}

WorkerLife::~WorkerLife() {
  if (pid < 0) return;
  ::kill(pid, SIGKILL);
  reap(pid);
}

}  // namespace lapor::modem
