#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <iostream>

#include "try/story.hpp"

namespace lapor::story {
namespace {

constexpr auto help = R"(You text the gateway now; what anyone receives is shown. A line is a text:
  LAPOR LAMPU pju mati di Ungaran          from the number last used (first: +628110000123)
  +628110000456 cek 1000015                from this number, and from now on
  Operator BMCK: TERIMA 1000015            from that contact of the example's agencies.toml
Also: status (what laporctl says), help, quit.
)";

/// "+62… text" or "Name: text" changes who speaks; anything else is a text of the last speaker.
struct Line {
  std::string from, text;
};
Line read_line(const Stage& stage, const std::string& line, const std::string& last) {
  if (line.starts_with("+")) {
    const auto space = line.find(' ');
    return {line.substr(0, space), space == std::string::npos ? "" : line.substr(space + 1)};
  }
  const auto colon = line.find(':');
  const auto phone = colon == std::string::npos ? "" : stage.cast().phone(line.substr(0, colon));
  if (phone.empty()) return {last, line};
  const auto text = line.find_first_not_of(' ', colon + 1);
  return {phone, text == std::string::npos ? "" : line.substr(text)};
}

/// A line that the modem refuses, such as one from a number that is none, is the user's to repair.
void say(Stage& stage, const Line& line) {
  try {
    stage.says(line.from, line.text);
  } catch (const std::runtime_error& problem) {
    std::cout << problem.what() << "\n";
  }
}

/// False at "quit".
bool obey(Stage& stage, const std::string& line, std::string& last) {
  if (line == "quit" || line == "exit") return false;
  if (line.empty()) return true;
  if (line == "help" || line == "?") {
    std::cout << help;
  } else if (line == "status") {
    std::cout << stage.ask({"status"});
  } else {
    const auto said = read_line(stage, line, last);
    last = said.from;
    if (!said.text.empty()) say(stage, said);
  }
  return true;
}

}  // namespace

void prompt(Stage& stage) {
  std::string last = citizen, waiting;
  std::cout << "\n" << help << std::flush;
  while (stage.alive()) {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    if (poll(&input, 1, 0) > 0) {
      std::array<char, 4096> more{};
      const auto n = read(STDIN_FILENO, more.data(), more.size());
      if (n <= 0) return;
      waiting.append(more.data(), static_cast<std::size_t>(n));
    }
    for (auto end = waiting.find('\n'); end != std::string::npos; end = waiting.find('\n')) {
      const auto line = waiting.substr(0, end);
      waiting.erase(0, end + 1);
      if (!obey(stage, line, last)) return;
    }
    stage.listen(std::chrono::milliseconds{200});
  }
  if (!stage.interrupted()) std::cerr << "the gateway ended; its log says:\n" << stage.log_tail();
}

}  // namespace lapor::story
