// Landlock: a process gives up the files, TCP ports and signals that it won't need (landlock(7)). By system
// call, for the headers of Debian 12 know less than its newer kernels do.
#pragma once
#include <span>

namespace lapor::modem::landlock {

/// The kernel's version of it; 0: it has none, or lets nobody use it.
int version();
/// From now on this thread, and those that it starts, can open only `files` (descriptors of them). False: the
/// kernel refused, and errno says why. Needs no_new_privs.
bool allow_only(std::span<const int> files);

}  // namespace lapor::modem::landlock
