// lapor-try: what ./try runs once everything is built. It plays one complaint on a simulated modem, or over a
// simulated carrier, then, on a terminal, lets the user text the gateway; or it serves the page of the two
// phones.
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <charconv>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string_view>
#include <vector>

#include "try/phones/serve.hpp"
#include "try/story.hpp"

namespace {

// A signal only ends the wait in hand; what was started is then stopped in order. Should we be killed, the
// children get SIGTERM.
volatile sig_atomic_t interrupted = 0;
void interrupt(int) { interrupted = 1; }

struct Wish {
  bool web = false, carrier = false, prompt = true;
  std::uint16_t port = 0;  ///< of the phones' page; 0: any
};

/// False for anything but a whole number up to 65,535.
bool read_port(std::string_view text, std::uint16_t& port) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size();
}

/// nullopt for options that there aren't, or that don't go together.
std::optional<Wish> read_wish(const std::vector<std::string_view>& words) {
  Wish wish;
  bool port = false;
  for (std::size_t n = 0; n < words.size(); ++n) {
    const auto word = words[n];
    if (word == "--script")
      wish.prompt = false;
    else if (word == "--smpp")
      wish.carrier = true;
    else if (word == "--web")
      wish.web = true;
    else if (word == "--port" && n + 1 < words.size() && read_port(words[n + 1], wish.port))
      port = true, ++n;
    else
      return std::nullopt;
  }
  const bool alone = !wish.carrier && wish.prompt;
  return (wish.web && !alone) || (port && !wish.web) ? std::nullopt : std::optional(wish);
}

void play(lapor::story::Stage& stage, const Wish& wish) {
  if (wish.web) return lapor::phones::serve(stage, wish.port);
  lapor::story::play(stage);
  if (wish.prompt && isatty(STDIN_FILENO)) lapor::story::prompt(stage);
}

int run(const lapor::story::Places& places, const Wish& wish) {
  lapor::story::Stage stage{places, [] { return interrupted != 0; }};
  try {
    play(stage, wish);
    return 0;
  } catch (const lapor::story::Missing&) {
    if (!interrupted) std::cerr << "\nthe last lines of the gateway's log:\n" << stage.log_tail();
    throw;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto wish = argc < 4 ? std::nullopt : read_wish(std::vector<std::string_view>(argv + 4, argv + argc));
  if (!wish) {
    std::cerr << "usage: lapor-try PROGRAMS DIRECTORY AGENCIES [--smpp] [--script] | --web [--port PORT]\n";
    return 2;
  }
  setenv("TZ", "Asia/Jakarta", 1);  // the hours on the screen are those in the texts
  struct sigaction action{};
  action.sa_handler = interrupt;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  try {
    using lapor::story::Reach;
    return run({argv[1], argv[2], argv[3], wish->carrier ? Reach::carrier : Reach::modem}, *wish);
  } catch (const std::exception& problem) {
    if (interrupted) return 130;
    std::cerr << "\nthis did not happen: " << problem.what() << "\n";
    return 1;
  }
}
