// Landlock: a process gives up the files, TCP ports and signals that it won't need (landlock(7)). By system
// call, because the headers of Debian 12 know less than its newer kernels do. A library of its own: lapord
// asks for the version too.
#pragma once
#include <span>

namespace lapor::modem::landlock {

/// The kernel's version of it; 0 if it has none, or lets nobody use it.
int version();
/// From now on this thread, and those that it starts, can open only `files` (open descriptors of them). False
/// if the kernel refused; errno says why. The caller has set no_new_privs.
bool allow_only(std::span<const int> files);

}  // namespace lapor::modem::landlock
