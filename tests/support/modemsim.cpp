#include "support/modemsim.hpp"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sstream>
#include <stdexcept>

#include "support/escapes.hpp"

namespace lapor::test {
namespace {

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error("modemsim: " + what); }

/// Reads the fields of a line of the control protocol. "7 to=+62… parts=2 text=the rest": the index, then
/// key=value, the text last.
std::map<std::string, std::string> fields(const std::string& line) {
  std::map<std::string, std::string> out;
  const auto text = line.find(" text=");
  out["text"] = unescape(std::string_view(line).substr(text + 6));
  std::istringstream head(line.substr(0, text));
  head >> out["index"];
  for (std::string word; head >> word;) out[word.substr(0, word.find('='))] = word.substr(word.find('=') + 1);
  return out;
}

/// Reads the program's first line; empty if it ended first.
std::string first_line(int fd) {
  std::string out;
  for (char c = 0; ::read(fd, &c, 1) == 1 && c != '\n';) out += c;
  return out;
}

}  // namespace

ModemSim::ModemSim(const std::vector<std::string>& options) {
  link_ = (directory_.path() / "modem").string();
  control_ = (directory_.path() / "control").string();
  try {
    start(options);
    connect();
  } catch (...) {
    stop();
    throw;
  }
}

ModemSim::~ModemSim() { stop(); }

void ModemSim::stop() {
  if (socket_ >= 0) ::close(socket_);
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
}

void ModemSim::start(const std::vector<std::string>& options) {
  const std::string program = LAPOR_BIN_DIR "/lapor-modemsim";
  std::vector<std::string> words{program, "--link", link_, "--control", control_};
  words.insert(words.end(), options.begin(), options.end());
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::array<int, 2> out{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0) fail("pipe");
  pid_ = ::fork();
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // a crashed test leaves no modem behind
    ::dup2(out[1], STDOUT_FILENO);
    ::close(out[0]), ::close(out[1]);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  ::close(out[1]);
  const auto line = first_line(out[0]);
  ::close(out[0]);
  if (line != "ready " + link_) fail("it didn't start: " + words[0]);
}

void ModemSim::connect() {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, control_.c_str(), std::min(control_.size() + 1, sizeof address.sun_path - 1));
  socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fail("connect");
}

std::string ModemSim::read_line() {
  for (;;) {
    const auto end = unread_.find('\n');
    if (end != std::string::npos) {
      auto line = unread_.substr(0, end);
      unread_.erase(0, end + 1);
      return line;
    }
    std::array<char, 65536> buffer{};
    const auto got = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) fail("the control socket closed");
    unread_.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

std::vector<std::string> ModemSim::command(std::string_view line) {
  const auto bytes = std::string(line) + "\n";
  if (::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size()))
    fail("send");
  std::vector<std::string> out;
  for (;;) {
    auto answer = read_line();
    if (answer == "ok") return out;
    if (answer.starts_with("error: ")) fail(std::string(line) + ": " + answer);
    out.push_back(std::move(answer));
  }
}

void ModemSim::inject(std::string_view from, std::string_view text, std::string_view options) {
  std::string sender = escape(from);
  for (std::size_t at = 0; (at = sender.find(' ')) != std::string::npos;) sender.replace(at, 1, "\\x20");
  command("inject " + sender + " " + std::string(options) + " -- " + escape(text));
}

std::vector<SentPart> ModemSim::sent(std::size_t since) {
  std::vector<SentPart> out;
  for (const auto& line : command("sent since " + std::to_string(since))) {
    auto f = fields(line);
    out.push_back({std::stoul(f["index"]), f["to"], std::stoi(f["ref"]), f["coding"],
                   f["udh"] == "-" ? "" : f["udh"], f["srr"] == "1", std::stoll(f["at"]),
                   f["answered"] == "1", f["text"]});
  }
  return out;
}

std::vector<SentText> ModemSim::texts(std::size_t since) {
  std::vector<SentText> out;
  for (const auto& line : command("texts since " + std::to_string(since))) {
    auto f = fields(line);
    out.push_back({std::stoul(f["index"]), f["to"], f["text"], std::stoul(f["parts"])});
  }
  return out;
}

std::size_t ModemSim::stored() { return command("stored").size(); }

void ModemSim::wait(std::string_view condition, Millis timeout) {
  command("wait " + std::string(condition) + " " + std::to_string(timeout.count()));
}

void ModemSim::wait_sent(std::size_t count, Millis timeout) {
  wait("sent " + std::to_string(count), timeout);
}
void ModemSim::wait_texts(std::size_t count, Millis timeout) {
  wait("texts " + std::to_string(count), timeout);
}
void ModemSim::wait_empty(Millis timeout) { wait("empty", timeout); }

void ModemSim::wait_said(std::string_view to, std::string_view fragment, Millis timeout) {
  command("wait said " + std::to_string(timeout.count()) + " " + std::string(to) + " " + escape(fragment));
}

void ModemSim::latency(std::string_view name, int min_ms, int max_ms) {
  command("latency " + std::string(name) + " " + std::to_string(min_ms) + "-" +
          std::to_string(std::max(min_ms, max_ms)));
}

std::map<std::string, std::string> ModemSim::stats() {
  std::map<std::string, std::string> out;
  for (const auto& line : command("stats"))
    out[line.substr(0, line.find('='))] = line.substr(line.find('=') + 1);
  return out;
}

int ModemSim::commands(const std::string& name) {
  const auto all = stats();
  const auto found = all.find("command." + name);
  return found == all.end() ? 0 : std::stoi(found->second);
}

}  // namespace lapor::test
