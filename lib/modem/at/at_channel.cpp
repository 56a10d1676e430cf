#include "modem/at/at_channel.hpp"

#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <utility>

#include "base/expect.hpp"
#include "modem/at/quoted_text.hpp"
#include "modem/at/result_codes.hpp"

namespace lapor::modem {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t longest_line = 2048, longest_quoted_text = 4096, most_lines = 64;

/// A text whose quote was opened is taken to end after so long: some modems never close the quote.
constexpr Duration never_closed = std::chrono::seconds(2);

Duration time_left(Clock::time_point until) {
  return std::chrono::duration_cast<Duration>(until - Clock::now());
}

/// Bytes that came within `limit`; empty if none did.
std::string read_within(int fd, Duration limit) {
  pollfd p{fd, POLLIN, 0};
  if (limit.count() < 0 || ::poll(&p, 1, static_cast<int>(limit.count())) <= 0) return {};
  char buffer[1024];
  const auto n = ::read(fd, buffer, sizeof buffer);
  return n > 0 ? std::string(buffer, static_cast<std::size_t>(n)) : std::string{};
}

bool is_line_end(char c) { return c == '\r' || c == '\n'; }

/// Adds one line to the reply. True if it is the final result code.
bool add_line(std::string_view line, std::string_view command, AtReply& reply) {
  if (line.empty() || line == command) return false;
  if (line == "OK") return reply.result = AtReply::Result::ok, true;
  if (is_error(line)) {
    reply.result = AtReply::Result::error;
    reply.error = line;
    return true;
  }
  // The text of a USSD reply may go over several lines.
  auto& lines = reply.lines;
  if (!lines.empty() && lines.back().starts_with("+CUSD") && has_open_quote(lines.back()))
    lines.back() += '\n' + std::string(line);
  else if (lines.size() < most_lines)
    lines.emplace_back(line);
  return false;
}

}  // namespace

void AtChannel::send_raw(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::write(fd_, bytes.data(), bytes.size());
    if (n <= 0) return;  // the owner of the line sees that it is gone
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

AtReply AtChannel::command(std::string_view command, Duration limit) {
  LAPOR_EXPECT(command.find_first_of("\r\n\x1a\x1b") == command.npos);
  rest_.clear();
  send_raw(std::string(command) + '\r');
  AtReply reply;
  std::string line;
  const auto until = Clock::now() + limit;
  for (;;) {
    const auto bytes = read_within(fd_, time_left(until));
    if (bytes.empty()) return reply;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      const char c = bytes[i];
      if (!is_line_end(c)) {
        if (line.size() < longest_line) line += c;
        continue;
      }
      const auto final = add_line(line, command, reply);
      line.clear();
      // The LF after the final CR is read by the next reader, and ignored there.
      if (final) return rest_ = bytes.substr(i + 1), reply;
    }
  }
}

std::string AtChannel::await_line(std::string_view prefix, Duration limit) {
  std::string line, wanted;
  const auto until = Clock::now() + limit;
  for (;;) {
    auto bytes = std::exchange(rest_, {});
    if (bytes.empty()) bytes = read_within(fd_, wanted.empty() ? time_left(until) : never_closed);
    if (bytes.empty()) return wanted;
    for (const char c : bytes) {
      if (!is_line_end(c)) {
        if (line.size() < longest_line) line += c;
        continue;
      }
      if (!wanted.empty() && !line.empty())
        wanted += '\n' + line;
      else if (line.starts_with(prefix))
        wanted = line;
      line.clear();
      if (!wanted.empty() && !has_open_quote(wanted)) return wanted;
      if (wanted.size() > longest_quoted_text) return {};
    }
  }
}

bool AtChannel::drain(Duration quiet, Duration limit) {
  const auto until = Clock::now() + limit;
  const auto says_something = [](const std::string& bytes) {
    return bytes.find_first_not_of("\r\n") != std::string::npos;
  };
  bool something = says_something(std::exchange(rest_, {}));
  while (Clock::now() < until) {
    const auto bytes = read_within(fd_, quiet);
    if (bytes.empty()) break;
    something = something || says_something(bytes);
  }
  return something;
}

}  // namespace lapor::modem
