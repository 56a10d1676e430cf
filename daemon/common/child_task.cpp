#include "common/child_task.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>

#include "base/expect.hpp"
#include "common/timer.hpp"
#include "control/asio.hpp"

namespace lapor::daemon {
namespace {

constexpr std::size_t max_output = 1024 * 1024;
constexpr auto max_time = std::chrono::hours(1);

/// "/proc/self/exe" is this very program, even if an upgrade has replaced its file since. Its stdout is
/// `out`. nullopt if it can't be started.
std::optional<pid_t> spawn(const std::filesystem::path& program, const std::vector<std::string>& words,
                           int out) {
  std::vector<std::string> copy{program == "/proc/self/exe" ? "lapord" : program.filename().string()};
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
  const int error = ::posix_spawn(&pid, program.c_str(), &files, &attributes, argv.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  return error == 0 ? std::optional(pid) : std::nullopt;
}

}  // namespace

struct ChildTask::State {
  explicit State(boost::asio::io_context& io) : output(io), time_limit(io) {}
  void read();
  void on_output_closed();

  boost::asio::posix::stream_descriptor output;
  Timer time_limit;
  std::string text;
  std::array<char, 4096> chunk{};
  std::optional<pid_t> pid;
  Ended ended;
};

ChildTask::ChildTask(boost::asio::io_context& io) : state_(std::make_unique<State>(io)) {}
ChildTask::~ChildTask() { stop(); }

bool ChildTask::running() const { return state_->pid.has_value(); }

void ChildTask::start(const std::vector<std::string>& words, Ended ended,
                      const std::filesystem::path& program) {
  LAPOR_EXPECT(!running());
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return ended({std::nullopt, "no pipe"});
  const auto pid = spawn(program, words, ends[1]);
  ::close(ends[1]);
  if (!pid) {
    ::close(ends[0]);
    return ended({std::nullopt, "the child can't be started"});
  }
  state_->pid = pid;
  state_->ended = std::move(ended);
  state_->text.clear();
  state_->output.assign(ends[0]);
  state_->time_limit.start(max_time, [this] {
    if (state_->pid) ::kill(*state_->pid, SIGKILL);
  });
  state_->read();
}

void ChildTask::State::read() {
  output.async_read_some(boost::asio::buffer(chunk),
                         [this](const boost::system::error_code& error, std::size_t n) {
                           if (error == boost::asio::error::operation_aborted) return;
                           if (error) return on_output_closed();
                           if (text.size() < max_output) text.append(chunk.data(), n);
                           read();
                         });
}

/// The child has ended, or is about to.
void ChildTask::State::on_output_closed() {
  int status = 0;
  while (pid && ::waitpid(*pid, &status, 0) < 0 && errno == EINTR) continue;
  pid.reset();
  time_limit.stop();
  boost::system::error_code ignored;
  output.close(ignored);
  const auto call = std::move(ended);
  call({WIFEXITED(status) ? std::optional(WEXITSTATUS(status)) : std::nullopt, std::move(text)});
}

void ChildTask::stop() {
  if (!state_->pid) return;
  boost::system::error_code ignored;
  state_->output.close(ignored);
  state_->time_limit.stop();
  ::kill(*state_->pid, SIGKILL);
  ::waitpid(*state_->pid, nullptr, 0);
  state_->pid.reset();
}

}  // namespace lapor::daemon
