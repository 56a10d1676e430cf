// Exit statuses: sysexits.h, where systemd and scripts know its meanings. laporctl's 1 and 2 are its own.
#pragma once

namespace lapor::daemon {

enum ExitStatus : int {
  exit_ok = 0,
  exit_refused = 1,         ///< laporctl: refused, the reason is on stderr
  exit_laporctl_usage = 2,  ///< laporctl: wrong usage
  exit_usage = 64,
  exit_data = 65,         ///< the database is damaged or newer than this version
  exit_unavailable = 69,  ///< the gateway can't be reached
  exit_software = 70,
  exit_io_error = 74,   ///< systemd tries again
  exit_temporary = 75,  ///< another process is in the way
  exit_permission = 77,
  exit_config = 78
};

}  // namespace lapor::daemon
