// The serial port: the master side of a pty, with a symlink to its slave that comes and goes as a USB port
// would.
#pragma once
#include <string>

namespace lapor::modemsim {

class Pty {
 public:
  explicit Pty(std::string link) : link_(std::move(link)) {}
  ~Pty() { unplug(); }
  Pty(const Pty&) = delete;
  Pty& operator=(const Pty&) = delete;

  /// Makes a new pty and points the link at it. Throws std::system_error.
  void plug();
  /// Hangs up on the program that has the port open, and removes the link.
  void unplug();
  bool plugged() const { return master_ >= 0; }

  /// The descriptor to poll for reading; -1 while there is nothing to wait for (unplugged, or nobody has the
  /// port open: poll would report a hang-up without end).
  int poll_fd() const { return open_ ? master_ : -1; }
  bool wants_to_write() const { return !out_.empty(); }

  /// Notices whether somebody has the port open now.
  void look();
  bool open() const { return open_; }

  /// The bytes that arrived; empty if there were none.
  std::string read();
  /// False, and the bytes are gone, while nobody has the port open: a serial line keeps nothing for later.
  bool write(const std::string& bytes);
  void flush();

 private:
  bool forget_unread();

  std::string link_, slave_, out_;
  int master_ = -1;
  bool open_ = false;
};

}  // namespace lapor::modemsim
