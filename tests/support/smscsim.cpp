#include "support/smscsim.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "support/escapes.hpp"

namespace lapor::test {
namespace {

int connected(const std::string& path) {
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  if (fd >= 0 && ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return fd;
  ::close(fd);
  throw std::runtime_error("smscsim: its control socket can't be reached");
}

/// All up to the line that ends an answer.
std::string answer_of(int fd) {
  std::string out;
  char bytes[4096];
  while (!out.ends_with("ok\n") && out.find("error:") == out.npos) {
    const auto n = ::read(fd, bytes, sizeof bytes);
    if (n <= 0) break;
    out.append(bytes, static_cast<std::size_t>(n));
  }
  return out;
}

}  // namespace

SmscSim::SmscSim() {
  std::ofstream(directory_.path() / "password") << "rahasia\n";
  start(0);
}

void SmscSim::start(unsigned port) {
  const auto log = (directory_.path() / fmt::format("log{}", ++starts_)).string();
  process_ = std::make_unique<Process>(
      std::vector<std::string>{LAPOR_BIN_DIR "/lapor-smscsim", "--port", std::to_string(port), "--control",
                               (directory_.path() / "control").string()},
      log);
  for (int tries = 0; tries < 500; ++tries) {
    std::ifstream in(log);
    if (in >> port_; in) return;
    ::poll(nullptr, 0, 20);
  }
  throw std::runtime_error("smscsim: it doesn't come up");
}

void SmscSim::restart() {
  process_->kill9();
  start(port_);
}

std::vector<std::string> SmscSim::command(const std::string& line) const {
  const int fd = connected((directory_.path() / "control").string());
  const auto request = line + "\n";
  const bool sent = ::send(fd, request.data(), request.size(), MSG_NOSIGNAL) > 0;
  const auto text = sent ? answer_of(fd) : std::string();
  ::close(fd);
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string one; std::getline(in, one);) lines.push_back(one);
  if (lines.empty() || lines.back() != "ok")
    throw std::runtime_error(fmt::format("smscsim: {}: {}", line, text));
  lines.pop_back();
  return lines;
}

void SmscSim::inject(std::string_view from, std::string_view text) {
  command(fmt::format("deliver {} {}", from, escape(text)));
}

/// "7 to=+62… parts=2 text=the rest"
std::vector<SentText> SmscSim::texts(std::size_t since) {
  std::vector<SentText> out;
  for (const auto& line : command(fmt::format("texts {}", since))) {
    std::istringstream in(line);
    SentText text;
    std::string to, parts;
    in >> text.last >> to >> parts;
    text.to = to.substr(3);
    text.parts = std::stoul(parts.substr(6));
    text.text = unescape(std::string_view(line).substr(line.find(" text=") + 6));
    out.push_back(std::move(text));
  }
  return out;
}

long SmscSim::figure(const std::string& name) const {
  for (const auto& line : command("stats"))
    if (line.starts_with(name + " ")) return std::stol(line.substr(name.size()));
  throw std::runtime_error("smscsim: no figure " + name);
}

std::string SmscSim::table(const std::string& more, const std::string& name) const {
  return fmt::format(
      "\n[[smpp]]\nname = \"{}\"\nhost = \"127.0.0.1\"\nport = {}\nsystem_id = \"lapor\"\n"
      "password_file = \"{}\"\naddress = \"1708\"\n{}\n",
      name, port_, (directory_.path() / "password").string(), more);
}

}  // namespace lapor::test
