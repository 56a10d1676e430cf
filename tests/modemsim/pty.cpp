#include "pty.hpp"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace lapor::modemsim {
namespace {

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

void make_raw(int fd) {
  termios settings{};
  if (tcgetattr(fd, &settings) != 0) return;
  cfmakeraw(&settings);
  tcsetattr(fd, TCSANOW, &settings);
}

/// The link appears whole or not at all: a program waiting for it never sees half of it.
void point(const std::string& link, const std::string& target) {
  const auto temporary = link + ".new";
  std::filesystem::remove(temporary);
  std::filesystem::create_symlink(target, temporary);
  std::filesystem::rename(temporary, link);
}

}  // namespace

void Pty::plug() {
  master_ = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  if (master_ < 0) fail("posix_openpt");
  if (grantpt(master_) != 0 || unlockpt(master_) != 0) fail("grantpt");
  std::array<char, 64> name{};
  if (ptsname_r(master_, name.data(), name.size()) != 0) fail("ptsname");
  slave_ = name.data();
  forget_unread();
  point(link_, slave_);
}

void Pty::unplug() {
  if (master_ < 0) return;
  ::close(master_);
  master_ = -1;
  open_ = false;
  out_.clear();
  std::error_code ignored;
  std::filesystem::remove(link_, ignored);
}

/// Opens and closes the slave: sets raw mode, drops what nobody read, and from then on a closed port shows as
/// hung up. False: a program opened it exclusively (TIOCEXCL), and only root may undo that.
bool Pty::forget_unread() {
  const int slave = ::open(slave_.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (slave < 0) return errno != EBUSY;
  make_raw(slave);
  tcflush(slave, TCIFLUSH);
  ioctl(slave, TIOCNXCL);
  ::close(slave);
  return true;
}

void Pty::look() {
  if (master_ < 0) return;
  pollfd state{master_, POLLIN, 0};
  ::poll(&state, 1, 0);
  const bool now = !(state.revents & POLLHUP) || (state.revents & POLLIN);
  if (open_ && !now) {
    out_.clear();
    if (!forget_unread()) {  // a real port forgets that with its last user; here a new one takes its place
      ::close(master_);
      plug();
    }
  }
  open_ = now;
}

std::string Pty::read() {
  std::array<char, 4096> buffer{};
  if (master_ < 0) return {};
  const auto got = ::read(master_, buffer.data(), buffer.size());
  return got > 0 ? std::string(buffer.data(), static_cast<std::size_t>(got)) : std::string();
}

bool Pty::write(const std::string& bytes) {
  look();
  if (!open_) return false;
  out_ += bytes;
  flush();
  return true;
}

void Pty::flush() {
  while (!out_.empty() && master_ >= 0) {
    const auto put = ::write(master_, out_.data(), out_.size());
    if (put <= 0) return;
    out_.erase(0, static_cast<std::size_t>(put));
  }
}

}  // namespace lapor::modemsim
