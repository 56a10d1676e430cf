#include "support/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace lapor::test {
namespace {
using Clock = std::chrono::steady_clock;

int status_of(int raw) { return WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw); }

/// In the child: everything but the two outputs is closed or nothing.
[[noreturn]] void become(std::vector<char*>& argv, int out, int err) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // a crashed test leaves nothing behind
  const int nothing = ::open("/dev/null", O_RDONLY);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  ::execv(argv[0], argv.data());
  ::_exit(127);
}

pid_t start(const std::vector<std::string>& words, int out, int err) {
  std::vector<char*> argv;
  for (const auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid == 0) become(argv, out, err);
  if (pid < 0) throw std::runtime_error("can't start " + words.front());
  return pid;
}

/// The parent of a process, -1 if it is gone.
pid_t parent_of(const std::string& pid) {
  std::ifstream in("/proc/" + pid + "/stat");
  std::string line;
  std::getline(in, line);
  const auto name_end = line.rfind(')');
  return name_end == std::string::npos || name_end + 4 >= line.size() ? -1
                                                                      : std::stoi(line.substr(name_end + 4));
}

/// Reads both pipes until they end or the time is over.
void drain(std::array<int, 2> ends, std::array<std::string*, 2> into, Clock::time_point until) {
  std::array<pollfd, 2> waiting{pollfd{ends[0], POLLIN, 0}, pollfd{ends[1], POLLIN, 0}};
  while ((waiting[0].fd >= 0 || waiting[1].fd >= 0) && Clock::now() < until) {
    ::poll(waiting.data(), waiting.size(), 100);
    for (std::size_t i = 0; i < 2; ++i) {
      if (waiting[i].fd < 0 || !waiting[i].revents) continue;
      std::array<char, 16384> buffer{};
      const auto got = ::read(ends[i], buffer.data(), buffer.size());
      if (got <= 0)
        waiting[i].fd = -1;
      else
        into[i]->append(buffer.data(), static_cast<std::size_t>(got));
    }
  }
}

}  // namespace

Process::Process(const std::vector<std::string>& argv, const std::string& log) {
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (out < 0) throw std::runtime_error("can't write " + log);
  pid_ = start(argv, out, out);
  ::close(out);
}

Process::~Process() { kill9(); }

void Process::signal(int number) const {
  if (!status_) ::kill(pid_, number);
}

std::optional<int> Process::ended() {
  int raw = 0;
  if (!status_ && ::waitpid(pid_, &raw, WNOHANG) == pid_) status_ = status_of(raw);
  return status_;
}

std::optional<int> Process::wait(Millis patience) {
  const auto until = Clock::now() + patience;
  while (!ended() && Clock::now() < until) ::poll(nullptr, 0, 5);
  return status_;
}

void Process::kill9() {
  if (ended()) return;
  ::kill(pid_, SIGKILL);
  int raw = 0;
  ::waitpid(pid_, &raw, 0);
  status_ = status_of(raw);
}

std::vector<pid_t> Process::children() const {
  std::vector<pid_t> out;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const auto name = entry.path().filename().string();
    if (name.find_first_not_of("0123456789") == std::string::npos && parent_of(name) == pid_)
      out.push_back(std::stoi(name));
  }
  return out;
}

Output run(const std::vector<std::string>& argv, Millis patience) {
  std::array<int, 2> out{}, err{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0 || ::pipe2(err.data(), O_CLOEXEC) != 0)
    throw std::runtime_error("pipe");
  const auto until = Clock::now() + patience;
  const pid_t pid = start(argv, out[1], err[1]);
  ::close(out[1]), ::close(err[1]);
  Output result;
  drain({out[0], err[0]}, {&result.out, &result.err}, until);
  ::close(out[0]), ::close(err[0]);
  if (Clock::now() >= until) ::kill(pid, SIGKILL);
  int raw = 0;
  ::waitpid(pid, &raw, 0);
  result.status = status_of(raw);
  return result;
}

long status_kib(pid_t pid, const std::string& key) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(key + ":")) return std::stol(line.substr(key.size() + 1));
  return 0;
}

}  // namespace lapor::test
