// laporctl top and --watch in a terminal: a pty of the test's own.
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <utility>

#include "support/catch.hpp"
#include "support/gateway.hpp"

using namespace lapor::test;

namespace {

/// laporctl in a terminal of its own.
class Terminal {
 public:
  Terminal(const std::string& socket, std::vector<std::string> words, unsigned short columns = 80) {
    const winsize size{24, columns, 0, 0};
    std::vector<std::string> argv{LAPOR_BIN_DIR "/laporctl", "--socket", socket};
    argv.insert(argv.end(), words.begin(), words.end());
    std::vector<char*> raw;
    for (auto& word : argv) raw.push_back(word.data());
    raw.push_back(nullptr);
    pid_ = ::forkpty(&fd_, nullptr, nullptr, &size);
    if (pid_ == 0) {
      ::execv(raw[0], raw.data());
      ::_exit(127);
    }
  }
  ~Terminal() {
    if (pid_ > 0) ::kill(pid_, SIGKILL), ::waitpid(pid_, nullptr, 0);
    ::close(fd_);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// Reads until the words came, for at most 15 s; false if they didn't.
  bool shows(const std::string& words) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(15);
    while (seen.find(words) == std::string::npos && std::chrono::steady_clock::now() < until) {
      pollfd p{fd_, POLLIN, 0};
      if (::poll(&p, 1, 200) <= 0) continue;
      char chunk[4096];
      const auto n = ::read(fd_, chunk, sizeof chunk);
      if (n <= 0) break;
      seen.append(chunk, static_cast<std::size_t>(n));
    }
    return seen.find(words) != std::string::npos;
  }
  void type(char key) { REQUIRE(::write(fd_, &key, 1) == 1); }
  void resize(unsigned short rows, unsigned short columns) {
    const winsize size{rows, columns, 0, 0};
    ::ioctl(fd_, TIOCSWINSZ, &size);
  }
  bool echoes() const {
    termios t{};
    return ::tcgetattr(fd_, &t) == 0 && (t.c_lflag & ECHO) != 0;
  }
  int wait() {
    shows("\x1b[?1049l");
    int status = 0;
    ::waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  void signal(int number) { ::kill(pid_, number); }
  std::string seen;

 private:
  int fd_ = -1;
  pid_t pid_ = -1;
};

struct Fixture {
  Gateway gateway{"/dev/lapor-no-such-modem"};
  std::string socket = (gateway.directory() / "control.sock").string();
  Fixture() {
    ::unsetenv("NO_COLOR");
    gateway.start();
    gateway.ctl({"new", "--channel", "hotline", "LAPOR JALAN berlubang"});
  }
};

}  // namespace

TEST_CASE("top shows modems and what happened last, follows the size, and q gives the terminal back",
          "[e2e]") {
  Fixture f;
  Terminal t(f.socket, {"top"});
  CHECK(t.shows("MODEM"));
  CHECK(t.shows("opened"));
  CHECK(t.seen.find("\x1b[?1049h") != std::string::npos);
  CHECK(t.seen.find("\x1b[31mabsent") != std::string::npos);
  CHECK_FALSE(t.echoes());
  t.seen.clear();
  t.resize(5, 20);
  CHECK(t.shows("MODEM"));
  CHECK(t.shows("\x1b[H"));
  t.seen.clear();
  CHECK(t.shows("lapord"));
  CHECK(t.seen.find("RECEIVED") == std::string::npos);  // had no room
  t.type('q');
  CHECK(t.wait() == 0);
  CHECK(t.echoes());
}

TEST_CASE("a view is watched until Ctrl-C, and the terminal is given back then, too", "[e2e]") {
  Fixture f;
  Terminal t(f.socket, {"tickets", "--watch", "1"});
  CHECK(t.shows("berlubang"));
  f.gateway.ctl({"new", "--channel", "hotline", "LAPOR LAMPU padam"});
  CHECK(t.shows("padam"));
  t.signal(SIGINT);
  CHECK(t.wait() == 0);
  CHECK(t.echoes());
}

TEST_CASE("orders can't be watched, and nothing is coloured for a pipe or against NO_COLOR", "[e2e]") {
  Fixture f;
  CHECK(f.gateway.ctl({"reload", "--watch"}).status == 2);
  CHECK(run({LAPOR_BIN_DIR "/laporctl", "--socket", f.socket, "status"}).out.find('\x1b') ==
        std::string::npos);
  ::setenv("NO_COLOR", "1", 1);
  Terminal t(f.socket, {"status"});
  CHECK(t.shows("database:"));
  CHECK(t.seen.find("\x1b[") == std::string::npos);
  ::unsetenv("NO_COLOR");
}
