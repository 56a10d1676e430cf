#include "try/phones.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <stdexcept>

namespace lapor::story {
namespace {

/// The control protocol's escapes, of which a text for a person has only these.
std::string unescape(const std::string& line) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\\' || i + 1 == line.size()) {
      out += line[i];
      continue;
    }
    const char kind = line[++i];
    out += kind == 'n' ? '\n' : kind == 't' ? '\t' : kind;
  }
  return out;
}

std::string escape(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\\' ? std::string{"\\\\"} : std::string{c};
  return out;
}

/// "3 to=+62… parts=2 text=…": the index of the part that completed it, and the rest.
struct Line {
  std::size_t index = 0;
  std::string to, text;
};
Line read_line(const std::string& line) {
  const auto to = line.find(" to="), text = line.find(" text=");
  if (to == std::string::npos || text == std::string::npos) throw std::runtime_error("not a text: " + line);
  return {std::stoul(line), line.substr(to + 4, line.find(' ', to + 1) - to - 4),
          unescape(line.substr(text + 6))};
}

}  // namespace

Phones::Phones(const std::string& control) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (control.size() >= sizeof address.sun_path)
    throw std::runtime_error("path too long for a socket: " + control);
  std::memcpy(address.sun_path, control.c_str(), control.size() + 1);
  fd_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd_ < 0 || connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    if (fd_ >= 0) close(fd_);
    throw std::runtime_error("the simulated modem does not listen at " + control);
  }
}

Phones::~Phones() { close(fd_); }

std::vector<std::string> Phones::ask(const std::string& command) {
  const auto line = command + "\n";
  if (send(fd_, line.data(), line.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(line.size()))
    throw std::runtime_error("the simulated modem is gone");
  std::vector<std::string> lines;
  for (;;) {
    const auto end = buffer_.find('\n');
    if (end == std::string::npos) {
      std::array<char, 4096> more{};
      const auto n = recv(fd_, more.data(), more.size(), 0);
      if (n <= 0) throw std::runtime_error("the simulated modem is gone");
      buffer_.append(more.data(), static_cast<std::size_t>(n));
      continue;
    }
    lines.push_back(buffer_.substr(0, end));
    buffer_.erase(0, end + 1);
    if (lines.back() == "ok" || lines.back().starts_with("error:")) return lines;
  }
}

void Phones::text(const std::string& from, const std::string& text) {
  const auto answer = ask("inject " + from + " -- " + escape(text));
  if (answer.back() != "ok") throw std::runtime_error("inject: " + answer.back());
}

std::vector<Text> Phones::arrived(std::chrono::milliseconds patience) {
  std::vector<Text> out;
  const auto one_more = std::to_string(texts_ + 1);
  if (ask("wait texts " + one_more + " " + std::to_string(patience.count())).back() != "ok") return out;
  for (const auto& line : ask("texts since " + std::to_string(last_index_))) {
    if (line == "ok" || line.starts_with("error:")) break;
    const auto read = read_line(line);
    last_index_ = read.index;
    ++texts_;
    out.push_back({read.to, read.text, std::chrono::steady_clock::now()});
  }
  return out;
}

}  // namespace lapor::story
