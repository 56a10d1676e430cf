// lapor-try: what ./try runs once everything is built. It plays one complaint on a simulated modem, then, on
// a terminal, lets the user text the gateway.
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <iostream>
#include <string_view>

#include "try/story.hpp"

namespace {

// A signal only ends the wait in hand; what was started is then stopped in order. Should we be killed, the
// children get SIGTERM.
volatile sig_atomic_t interrupted = 0;
void interrupt(int) { interrupted = 1; }

int run(const lapor::story::Places& places, bool with_prompt) {
  lapor::story::Stage stage{places, [] { return interrupted != 0; }};
  try {
    stage.open();
    lapor::story::play(stage);
    if (with_prompt) lapor::story::prompt(stage);
    return 0;
  } catch (const lapor::story::Missing&) {
    if (!interrupted) std::cerr << "\nthe last lines of the gateway's log:\n" << stage.log_tail();
    throw;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const bool script = argc == 5 && std::string_view{argv[4]} == "--script";
  if (argc != 4 && !script) {
    std::cerr << "usage: lapor-try PROGRAMS DIRECTORY AGENCIES [--script]\n";
    return 2;
  }
  setenv("TZ", "Asia/Jakarta", 1);  // the hours on the screen are those in the texts
  struct sigaction action{};
  action.sa_handler = interrupt;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  try {
    return run({argv[1], argv[2], argv[3]}, !script && isatty(STDIN_FILENO));
  } catch (const std::exception& problem) {
    if (interrupted) return 130;
    std::cerr << "\nthis did not happen: " << problem.what() << "\n";
    return 1;
  }
}
