#include "modem/at/tty.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace lapor::modem {
namespace {

speed_t speed_code(unsigned baud) {
  switch (baud) {
    case 1200:
      return B1200;
    case 2400:
      return B2400;
    case 4800:
      return B4800;
    case 9600:
      return B9600;
    case 19200:
      return B19200;
    case 38400:
      return B38400;
    case 57600:
      return B57600;
    case 230400:
      return B230400;
    case 460800:
      return B460800;
    case 921600:
      return B921600;
    default:
      return B115200;
  }
}

bool make_raw(int fd, unsigned baud, bool hardware_flow) {
  termios t{};
  if (::tcgetattr(fd, &t) != 0) return false;
  ::cfmakeraw(&t);
  t.c_iflag |= IGNPAR | IGNBRK;
  t.c_cflag |= CLOCAL | CREAD;
  if (hardware_flow)
    t.c_cflag |= CRTSCTS;
  else
    t.c_cflag &= ~static_cast<tcflag_t>(CRTSCTS);
  t.c_cc[VMIN] = 1;
  t.c_cc[VTIME] = 0;
  ::cfsetispeed(&t, speed_code(baud));
  ::cfsetospeed(&t, speed_code(baud));
  return ::tcsetattr(fd, TCSANOW, &t) == 0;
}

/// A pty (a simulated modem) would stay exclusive after this process has gone, as long as its other side
/// lives.
bool is_pty(int fd) {
  struct stat s{};
  return ::fstat(fd, &s) == 0 && major(s.st_rdev) >= 136 &&
         major(s.st_rdev) <= 143;  // UNIX98_PTY_SLAVE_MAJOR and on
}

constexpr auto in_use = " is in use by another program";

Error failed(const std::string& what, Errc code) {
  return {code, fmt::format("{}: {}", what, std::strerror(errno))};
}

}  // namespace

Result<int> open_tty(const std::string& device, unsigned baud, bool hardware_flow) {
  const int fd = ::open(device.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0 && errno == EBUSY) return failed(device + in_use, Errc::retry_later);
  if (fd < 0)
    return failed(device,
                  errno == ENOENT || errno == ENXIO || errno == ENODEV ? Errc::not_found : Errc::retry_later);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    const auto error = failed(device + in_use, Errc::retry_later);
    ::close(fd);
    return error;
  }
  if (!is_pty(fd)) ::ioctl(fd, TIOCEXCL);
  if (!make_raw(fd, baud, hardware_flow)) {
    const auto error = failed(device + " is no serial line", Errc::rejected);
    ::close(fd);
    return error;
  }
  return fd;
}

Result<Pty> make_pty() {
  Pty pty;
  pty.master = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  char path[128];
  if (pty.master < 0 || ::grantpt(pty.master) != 0 || ::unlockpt(pty.master) != 0 ||
      ::ptsname_r(pty.master, path, sizeof path) != 0)
    return failed("pty", Errc::retry_later);
  pty.path = path;
  pty.slave = ::open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (pty.slave < 0 || !make_raw(pty.slave, 115200, false)) return failed("pty", Errc::retry_later);
  return pty;
}

}  // namespace lapor::modem
