#include "try/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace lapor::story {
namespace {

std::vector<char*> as_argv(const std::vector<std::string>& argv) {
  std::vector<char*> out;
  for (const auto& word : argv) out.push_back(const_cast<char*>(word.c_str()));
  out.push_back(nullptr);
  return out;
}

int status_of(int raw) { return WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw); }

[[noreturn]] void become(const std::vector<std::string>& argv, int out, int err) {
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  execv(argv[0].c_str(), as_argv(argv).data());
  _exit(127);
}

}  // namespace

Child::Child(const std::vector<std::string>& argv, const std::string& directory, const std::string& log) {
  const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (out < 0) throw std::runtime_error("can't write " + log);
  pid_ = fork();
  if (pid_ == 0) {
    setpgid(0, 0);  // Ctrl-C is ours: we stop the children, in order
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    const int nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, STDIN_FILENO);
    if (chdir(directory.c_str()) != 0) _exit(127);
    become(argv, out, out);
  }
  close(out);
  if (pid_ < 0) throw std::runtime_error("can't start " + argv[0]);
}

Child::~Child() { stop(std::chrono::seconds{10}); }

std::optional<int> Child::ended() {
  int raw = 0;
  if (!status_ && waitpid(pid_, &raw, WNOHANG) == pid_) status_ = status_of(raw);
  return status_;
}

void Child::stop(std::chrono::seconds patience) {
  if (ended()) return;
  kill(pid_, SIGTERM);
  const auto until = std::chrono::steady_clock::now() + patience;
  while (!ended() && std::chrono::steady_clock::now() < until) poll(nullptr, 0, 20);
  if (ended()) return;
  kill(pid_, SIGKILL);
  int raw = 0;
  waitpid(pid_, &raw, 0);
  status_ = status_of(raw);
}

std::optional<std::string> output_of(const std::vector<std::string>& argv) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  const pid_t pid = fork();
  if (pid == 0) become(argv, ends[1], open("/dev/null", O_WRONLY));
  close(ends[1]);
  std::string text;
  std::array<char, 4096> buffer{};
  for (ssize_t n = 0; (n = read(ends[0], buffer.data(), buffer.size())) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(n));
  close(ends[0]);
  int raw = 0;
  if (pid < 0 || waitpid(pid, &raw, 0) != pid || status_of(raw) != 0) return {};
  return text;
}

}  // namespace lapor::story
