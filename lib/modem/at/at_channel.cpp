#include "modem/at/at_channel.hpp"

#include <poll.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <utility>

#include "modem/at/quoted_text.hpp"

namespace lapor::modem {
namespace {

using Clock = std::chrono::steady_clock;

/// Bytes that came within `limit`; empty when none did.
std::string read_within(int fd, Duration limit) {
  pollfd p{fd, POLLIN, 0};
  if (limit.count() < 0 || ::poll(&p, 1, static_cast<int>(limit.count())) <= 0) return {};
  char buffer[1024];
  const auto n = ::read(fd, buffer, sizeof buffer);
  return n > 0 ? std::string(buffer, static_cast<std::size_t>(n)) : std::string{};
}

bool starts(std::string_view line, std::string_view with) { return line.substr(0, with.size()) == with; }

/// Takes one line; true when it is a final result.
bool take(std::string_view line, std::string_view command, Answer& answer) {
  if (line.empty() || line == command) return false;
  if (line == "OK") {
    answer.end = Answer::End::ok;
    return true;
  }
  if (line == "ERROR" || starts(line, "+CME ERROR") || starts(line, "+CMS ERROR") ||
      starts(line, "COMMAND NOT SUPPORT")) {
    answer.end = Answer::End::error;
    answer.error = line;
    return true;
  }
  // The text of a USSD answer may go over several lines.
  if (!answer.lines.empty() && starts(answer.lines.back(), "+CUSD") && open_quote(answer.lines.back()))
    answer.lines.back() += '\n' + std::string(line);
  else if (answer.lines.size() < 64)
    answer.lines.emplace_back(line);
  return false;
}

}  // namespace

void Chat::send_raw(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::write(fd_, bytes.data(), bytes.size());
    if (n <= 0) return;  // the pump ends the process when the line is gone
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

Answer Chat::ask(std::string_view command, Duration limit) {
  rest_.clear();
  send_raw(std::string(command) + '\r');
  Answer answer;
  std::string line;
  const auto until = Clock::now() + limit;
  for (;;) {
    const auto left = std::chrono::duration_cast<Duration>(until - Clock::now());
    const auto bytes = read_within(fd_, left);
    if (bytes.empty()) return answer;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      const char c = bytes[i];
      if (c != '\r' && c != '\n') {
        if (line.size() < 2048) line += c;
        continue;
      }
      const auto done = take(line, command, answer);
      line.clear();
      // The LF after the final CR is read by whoever reads next, and ignored there.
      if (done) return rest_ = bytes.substr(i + 1), answer;
    }
  }
}

std::string Chat::await(std::string_view prefix, Duration limit) {
  std::string line, wanted;
  const auto until = Clock::now() + limit;
  for (;;) {
    auto bytes = std::exchange(rest_, {});
    if (bytes.empty()) bytes = read_within(fd_, std::chrono::duration_cast<Duration>(until - Clock::now()));
    if (bytes.empty()) return {};
    for (const char c : bytes) {
      if (c != '\r' && c != '\n') {
        if (line.size() < 2048) line += c;
        continue;
      }
      if (!wanted.empty() && !line.empty())
        wanted += '\n' + line;
      else if (starts(line, prefix))
        wanted = line;
      line.clear();
      if (!wanted.empty() && !open_quote(wanted)) return wanted;
      if (wanted.size() > 4096) return {};
    }
  }
}

bool Chat::drain(Duration quiet, Duration limit) {
  const auto until = Clock::now() + limit;
  bool something = std::exchange(rest_, {}).find_first_not_of("\r\n") != std::string::npos;
  while (Clock::now() < until) {
    const auto bytes = read_within(fd_, quiet);
    if (bytes.empty()) break;
    something = something || bytes.find_first_not_of("\r\n") != std::string::npos;
  }
  return something;
}

int error_number(const std::string& line) {
  const auto colon = line.find(": ");
  if (colon == std::string::npos) return -1;
  int value = -1;
  const auto* begin = line.data() + colon + 2;
  if (std::from_chars(begin, line.data() + line.size(), value).ec != std::errc{}) return -1;
  return value;
}

}  // namespace lapor::modem
