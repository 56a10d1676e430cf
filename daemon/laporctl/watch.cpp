#include "laporctl/watch.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace lapor::laporctl {
namespace {

volatile sig_atomic_t ended = 0;
void end(int) { ended = 1; }
void resized(int) {}  // only interrupts the waiting

/// The alternate screen without echo; at its end the terminal is as it was.
class Screen {
 public:
  Screen() {
    ::tcgetattr(STDIN_FILENO, &before_);
    auto raw = before_;
    raw.c_lflag &= static_cast<tcflag_t>(~(ICANON | ECHO));
    ::tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    write("\x1b[?1049h\x1b[?25l");
    struct sigaction on_end{}, on_resize{};
    on_end.sa_handler = end;
    on_resize.sa_handler = resized;
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(number, &on_end, nullptr);
    ::sigaction(SIGWINCH, &on_resize, nullptr);
  }
  ~Screen() {
    write("\x1b[?25h\x1b[?1049l");
    ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  static void write(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
  }

 private:
  termios before_{};
};

/// Rows and columns.
std::pair<std::size_t, std::size_t> terminal_size() {
  winsize w{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) != 0 || w.ws_row == 0 || w.ws_col == 0) return {24, 80};
  return {w.ws_row, w.ws_col};
}

/// Waits so long. True if q, Escape or a signal asked to end meanwhile.
bool quit_within(std::chrono::milliseconds time) {
  pollfd keys{STDIN_FILENO, POLLIN, 0};
  if (::poll(&keys, 1, static_cast<int>(time.count())) <= 0) return ended != 0;
  char key = 'q';
  return ::read(STDIN_FILENO, &key, 1) <= 0 || key == 'q' || key == 'Q' || key == '\x1b';
}

/// Writes to a pipe, for as long as somebody reads.
int stream(std::chrono::milliseconds interval, const std::function<std::string()>& screen) {
  while (true) {
    const auto text = screen() + "\n";
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) return 0;
    ::poll(nullptr, 0, static_cast<int>(interval.count()));
  }
}

}  // namespace

std::string fitted(const std::string& text, std::size_t rows, std::size_t columns) {
  std::string out;
  std::size_t row = 1, column = 0;
  bool colouring = false;
  for (const char c : text) {
    if (c == '\n') {
      if (row++ >= rows) return out;
      column = 0;
    } else if (c == '\x1b' || colouring) {
      colouring = c != 'm';
    } else if ((static_cast<unsigned char>(c) & 0xc0) == 0x80) {
      if (column > columns) continue;  // the rest of a character that has no room
    } else if (++column > columns) {
      continue;
    }
    out += c;
  }
  return out;
}

int watch(std::chrono::milliseconds interval, const std::function<std::string()>& screen) {
  if (!::isatty(STDIN_FILENO) || !::isatty(STDOUT_FILENO)) return stream(interval, screen);
  const Screen terminal;
  while (!ended) {
    const auto [rows, columns] = terminal_size();
    Screen::write("\x1b[H\x1b[2J" + fitted(screen(), rows, columns));
    if (quit_within(interval)) break;
  }
  return 0;
}

}  // namespace lapor::laporctl
