#include "common/child_task.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>

#include "base/expect.hpp"

namespace lapor::daemon {
namespace {

constexpr std::size_t max_output = 1024 * 1024;
constexpr auto max_time = std::chrono::hours(1);

/// Starts this very program, even if an upgrade has replaced its file since. Its stdout is `out`. nullopt if
/// it can't be started.
std::optional<pid_t> spawn(const std::vector<std::string>& words, int out) {
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
  pid_t pid = 0;
  const int error = ::posix_spawn(&pid, "/proc/self/exe", &files, &attributes, argv.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  return error == 0 ? std::optional(pid) : std::nullopt;
}

}  // namespace

void ChildTask::start(const std::vector<std::string>& words, Ended ended) {
  LAPOR_EXPECT(!running());
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return ended({std::nullopt, "no pipe"});
  const auto pid = spawn(words, ends[1]);
  ::close(ends[1]);
  if (!pid) {
    ::close(ends[0]);
    return ended({std::nullopt, "the child can't be started"});
  }
  pid_ = pid;
  ended_ = std::move(ended);
  text_.clear();
  output_.assign(ends[0]);
  time_limit_.expires_after(max_time);
  time_limit_.async_wait([this](const boost::system::error_code& error) {
    if (!error && running()) ::kill(*pid_, SIGKILL);
  });
  read();
}

void ChildTask::read() {
  output_.async_read_some(boost::asio::buffer(chunk_),
                          [this](const boost::system::error_code& error, std::size_t n) {
                            if (error == boost::asio::error::operation_aborted) return;
                            if (error) return on_output_closed();
                            if (text_.size() < max_output) text_.append(chunk_, n);
                            read();
                          });
}

/// The child has ended, or is about to.
void ChildTask::on_output_closed() {
  int status = 0;
  while (::waitpid(*pid_, &status, 0) < 0 && errno == EINTR) continue;
  pid_.reset();
  time_limit_.cancel();
  boost::system::error_code ignored;
  output_.close(ignored);
  const auto ended = std::move(ended_);
  ended({WIFEXITED(status) ? std::optional(WEXITSTATUS(status)) : std::nullopt, std::move(text_)});
}

void ChildTask::stop() {
  if (!running()) return;
  boost::system::error_code ignored;
  output_.close(ignored);
  time_limit_.cancel();
  ::kill(*pid_, SIGKILL);
  ::waitpid(*pid_, nullptr, 0);
  pid_.reset();
}

}  // namespace lapor::daemon
