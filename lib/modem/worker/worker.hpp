// The worker of one modem, the whole of lapord-modem. It reads one command after another from lapord and
// carries it out with libGammu. It holds nothing worth keeping, so lapord may kill it at any instant. Where
// libGammu's state is in doubt it ends by itself, and lapord starts a new one.
#pragma once

namespace lapor::modem {

/// `lapord`: this process's end of the socketpair, open. Reads Configure, opens the modem's line, closes the
/// process in (sandbox.hpp) and runs its two threads. Never returns; what a start fails of is said to lapord
/// as WorkerEnding.
[[noreturn]] void run_worker(int lapord);

}  // namespace lapor::modem
