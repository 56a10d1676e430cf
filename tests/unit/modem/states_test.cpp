// docs/architecture.md prints the moves of modems; this compares them. To renew them, run with
// LAPOR_WRITE_DOCS=1.
#include "modem/states.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "support/catch.hpp"

using namespace lapor::modem;

namespace {

const std::string page = LAPOR_SOURCE_DIR "/docs/architecture.md";

std::string read() {
  std::ifstream in(page);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

/// One row a state: what can happen there and where it leads.
std::string table() {
  std::string out = "\n| in | what happens → where it goes |\n|---|---|\n";
  for (std::size_t i = 0; i < moves.size();) {
    const auto from = moves[i].from;
    out += fmt::format("| `{}` |", name(from));
    std::string sep = " ";
    for (; i < moves.size() && moves[i].from == from; ++i) {
      out += fmt::format("{}{} → `{}`", sep, name(moves[i].event), name(moves[i].to));
      sep = ", ";
    }
    out += " |\n";
  }
  return out + "\n";
}

}  // namespace

TEST_CASE("the docs print a modem's moves as they are", "[docs]") {
  auto text = read();
  const auto start = text.find("<!-- modem moves");
  REQUIRE(start != std::string::npos);
  const auto from = text.find("-->\n", start) + 4, to = text.find("<!-- end -->", from);
  REQUIRE(to != std::string::npos);
  if (std::getenv("LAPOR_WRITE_DOCS")) std::ofstream(page) << text.replace(from, to - from, table());
  CHECK(read().find(table()) != std::string::npos);
}

TEST_CASE("every state of a modem is left in some way, and no two moves contradict each other") {
  for (const auto& m : moves) {
    CHECK(next(m.from, m.event) == m.to);
    bool left = false;
    for (const auto& other : moves) left = left || other.from == m.to;
    CHECK(left);
  }
}

TEST_CASE(
    "an operator can hold any modem but one that is held, and what waits for him goes on when he says so") {
  for (const auto state : {ModemState::absent, ModemState::connecting, ModemState::ready,
                           ModemState::no_network, ModemState::need_pin, ModemState::failed})
    CHECK(next(state, ModemEvent::hold) == ModemState::held);
  for (const auto state : {ModemState::need_pin, ModemState::failed, ModemState::held})
    CHECK(next(state, ModemEvent::resume) == ModemState::connecting);
}
