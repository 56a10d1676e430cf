// Opens the modem's tty and makes the pty that libGammu gets in its place.
#pragma once
#include <string>

#include "base/error.hpp"

namespace lapor::modem {

/// A raw, locked, non-blocking tty; not_found where the device isn't there, retry_later where another program
/// has it.
Result<int> open_tty(const std::string& device, unsigned speed, bool hardware_flow);

struct Pty {
  int master = -1, slave = -1;
  std::string path;  ///< of the slave
};
/// Both sides raw. The slave stays open here, so that the master never sees a hang-up.
Result<Pty> make_pty();

}  // namespace lapor::modem
