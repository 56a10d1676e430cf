// A worker's process and lapord's end of the socketpair to it.
#pragma once
#include <sys/types.h>

#include <string>

#include "base/error.hpp"

namespace lapor::modem {

struct Child {
  pid_t pid = -1;
  int process = -1;  ///< a pidfd: readable once the process has ended
  int socket = -1;   ///< SOCK_SEQPACKET; the worker has its end as descriptor 3
};

/// Starts `program` in a process group of its own (a Ctrl-C on lapord's terminal is lapord's to handle), with
/// nothing open but 0 to 3.
Result<Child> start_child(const std::string& program, const std::string& name);
/// Takes the exit status of a process that has ended; "exit 0", "signal 9".
std::string reap(pid_t pid);

}  // namespace lapor::modem
