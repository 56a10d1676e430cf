// What a worker gives up once its line is open, before it hears the first byte from a modem or a carrier: it
// reads what strangers send, libGammu with known memory errors. A library of its own: both kinds of workers
// use it.
#pragma once
#include <span>

#include "base/error.hpp"

namespace lapor::modem {

/// From now on this thread, and those that it starts, can use the descriptors that are open, open the files
/// behind `files` (open descriptors) again, and compute; no other file, no new socket or process, no look
/// into another process. There is no way back. Where the kernel has no Landlock, files stay as visible as the
/// unit leaves them. Call it before a second thread is started. Errors: rejected, and the process should end.
Result<void> close_sandbox(std::span<const int> files);

}  // namespace lapor::modem
