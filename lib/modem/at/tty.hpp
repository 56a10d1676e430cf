// Opens the tty of a modem, and makes the pty that libGammu gets in its place.
#pragma once
#include <string>

#include "base/error.hpp"

namespace lapor::modem {

/// A raw, locked, non-blocking descriptor, which the caller closes. May block in the driver. `baud` is one of
/// engine::line_speeds; it means nothing on USB. Errors: not_found if the device isn't there, retry_later if
/// another program has it or the driver fails, rejected if it is no serial line.
Result<int> open_tty(const std::string& device, unsigned baud, bool hardware_flow);

/// Three things that their maker closes; a worker keeps them until its process ends.
struct Pty {
  int master = -1, slave = -1;
  std::string path;  ///< of the slave
};
/// Both sides raw. The slave is open here too, so the master never sees a hang-up while libGammu reopens it.
/// Errors: retry_later.
Result<Pty> make_pty();

}  // namespace lapor::modem
