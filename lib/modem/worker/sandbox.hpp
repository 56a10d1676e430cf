// What a worker gives up once its line is open, before it hears the first byte from the modem: libGammu reads
// what strangers send, with known memory errors.
#pragma once
#include "base/error.hpp"

namespace lapor::modem {

/// From now on this thread, and those that it starts, can use the descriptors that are open, open the file
/// behind `pty` (an open descriptor) again, and compute; no other file, no new socket or process, no look
/// into another process. There is no way back. Where the kernel has no Landlock, files stay as visible as the
/// unit leaves them. Call it before a second thread is started. Errors: rejected, and the process should end.
Result<void> close_sandbox(int pty);

}  // namespace lapor::modem
