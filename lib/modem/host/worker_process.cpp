#include "modem/host/worker_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/utf8.hpp"

namespace lapor::modem {
namespace {

Error failed(const std::string& what, int error) {
  return {Errc::retry_later, fmt::format("{}: {}", what, std::strerror(error))};
}

class SpawnSettings {
 public:
  explicit SpawnSettings(int socket) {
    posix_spawn_file_actions_init(&files_);
    posix_spawn_file_actions_addopen(&files_, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files_, socket, 3);
    posix_spawn_file_actions_addclosefrom_np(&files_, 4);
    posix_spawnattr_init(&attributes_);
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_,
                             POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&files_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
  int spawn(pid_t& pid, const std::string& program, char* const argv[]) {
    return ::posix_spawn(&pid, program.c_str(), &files_, &attributes_, argv, environ);
  }

 private:
  posix_spawn_file_actions_t files_;
  posix_spawnattr_t attributes_;
};

}  // namespace

Result<WorkerProcess> start_worker_process(const std::string& program, const std::string& modem) {
  int pair[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) return failed("socketpair", errno);
  std::string arg0 = program.substr(program.rfind('/') + 1), arg1 = modem;
  char* argv[] = {arg0.data(), arg1.data(), nullptr};
  WorkerProcess child;
  const int error = SpawnSettings(pair[1]).spawn(child.pid, program, argv);
  ::close(pair[1]);
  if (error != 0) {
    ::close(pair[0]);
    return failed(program, error);
  }
  child.socket = pair[0];
  child.ended = static_cast<int>(::syscall(SYS_pidfd_open, child.pid, 0));
  if (child.ended >= 0) return child;
  const int why = errno;
  ::kill(child.pid, SIGKILL);
  ::waitpid(child.pid, nullptr, 0);
  ::close(pair[0]);
  return failed("pidfd_open", why);
}

std::string reap(pid_t pid) {
  int status = 0;
  if (::waitpid(pid, &status, WNOHANG) != pid) return "unknown";
  if (WIFSIGNALED(status)) return fmt::format("signal {}", WTERMSIG(status));
  return fmt::format("exit {}", WEXITSTATUS(status));
}

std::string lent_end(int pipe) {
  std::array<char, 40> text{};
  ::fcntl(pipe, F_SETFL, O_NONBLOCK);
  const auto n = ::read(pipe, text.data(), text.size());
  return n <= 0 ? std::string{} : utf8::escape(utf8::clean({text.data(), static_cast<std::size_t>(n)}));
}

}  // namespace lapor::modem
