#include "errand.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>

namespace lapor::daemon {
namespace {

constexpr std::size_t most_output = 1024 * 1024;
constexpr auto longest = std::chrono::hours(1);

/// Starts this very program, even if the file was replaced by an upgrade since. Its stdout is `out`.
int spawn(pid_t& pid, const std::vector<std::string>& words, int out) {
  std::vector<std::string> copy{"lapord"};
  copy.insert(copy.end(), words.begin(), words.end());
  std::vector<char*> argv;
  for (auto& word : copy) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t all;
  sigfillset(&all);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  const int error = ::posix_spawn(&pid, "/proc/self/exe", &files, &attributes, argv.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  return error;
}

}  // namespace

void Errand::start(const std::vector<std::string>& words, Done done) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return done(-1, "no pipe");
  const int error = spawn(pid_, words, ends[1]);
  ::close(ends[1]);
  if (error != 0) {
    ::close(ends[0]);
    pid_ = -1;
    return done(-1, "the child can't be started");
  }
  done_ = std::move(done);
  text_.clear();
  output_.assign(ends[0]);
  bound_.expires_after(longest);
  bound_.async_wait([this](const boost::system::error_code& failed) {
    if (!failed && running()) ::kill(pid_, SIGKILL);
  });
  read();
}

void Errand::read() {
  output_.async_read_some(boost::asio::buffer(chunk_),
                          [this](const boost::system::error_code& error, std::size_t n) {
                            if (error == boost::asio::error::operation_aborted) return;
                            if (error) return ended();
                            if (text_.size() < most_output) text_.append(chunk_, n);
                            read();
                          });
}

/// Its stdout is closed, so it has ended or is about to.
void Errand::ended() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) continue;
  pid_ = -1;
  bound_.cancel();
  boost::system::error_code ignored;
  output_.close(ignored);
  const auto done = std::move(done_);
  done(WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_);
}

void Errand::stop() {
  if (!running()) return;
  boost::system::error_code ignored;
  output_.close(ignored);
  bound_.cancel();
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

}  // namespace lapor::daemon
