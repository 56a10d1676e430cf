// A worker's process and lapord's end of the socketpair to it; or what stands for them where a node lends the
// worker.
#pragma once
#include <sys/types.h>

#include <string>

#include "base/error.hpp"

namespace lapor::modem {

/// A started worker. The caller closes both descriptors and reaps the process.
struct WorkerProcess {
  pid_t pid = -1;   ///< -1: a node lends it
  int ended = -1;   ///< readable once the process has ended: a pidfd, or a pipe that tells how it ended
  int socket = -1;  ///< SOCK_SEQPACKET; the worker has its end as descriptor 3
};

/// Starts `program` in a process group of its own (a Ctrl-C on lapord's terminal is lapord's to handle), with
/// nothing open but 0 to 3. `modem` is its name in ps(1). Errors: retry_later.
Result<WorkerProcess> start_worker_process(const std::string& program, const std::string& modem);
/// Takes the exit status of a process that has ended: "exit 0", "signal 9". Never waits: "unknown" if it
/// hasn't ended.
std::string reap(pid_t pid);
/// The same of a worker that a node lends, from its pipe. Empty if nobody told: the connection was lost.
std::string lent_end(int pipe);

}  // namespace lapor::modem
