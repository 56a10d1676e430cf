// A worker gives up its rights once its line is open, before it reads the first byte from a modem or a
// carrier: strangers write those bytes, and libGammu has known memory errors. A library of its own, because
// both kinds of workers use it.
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
