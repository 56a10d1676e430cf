// The worker of one modem: reads one command after another from lapord and carries it out with libGammu.
// Holds nothing worth keeping; lapord may kill it at any instant. Where libGammu's state is in doubt it ends
// by itself, and lapord starts a new one.
#pragma once

namespace lapor::modem {

/// `lapord`: this side of the socketpair. Never returns.
[[noreturn]] void run_worker(int lapord);

}  // namespace lapor::modem
