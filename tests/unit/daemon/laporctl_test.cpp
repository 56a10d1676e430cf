// laporctl's commands beside the gateway's: neither has one that the other doesn't know.
#include "base/expect.hpp"
#include "control/command_table.hpp"
#include "laporctl/program.hpp"
#include "laporctl/watch.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::laporctl;

TEST_CASE("every command of the control socket can be given with laporctl", "[laporctl]") {
  const Program program;
  for (const auto& command : control::command_table()) {
    INFO(command.name);
    CHECK(program.has(std::string(command.name)));
  }
}

TEST_CASE("a command that the control socket doesn't know can't be asked of it", "[laporctl]") {
  Program program;
  auto& command = program.add("reboot", "");
  CHECK_THROWS_AS(command.ask_gateway([] { return control::request("reboot"); },
                                      [](const control::Json&) { return std::string(); }),
                  PreconditionBroken);
  CHECK_THROWS_AS(program.add("status", ""), PreconditionBroken);
}

TEST_CASE("a text is cut to the terminal; what colours it takes no room", "[laporctl]") {
  CHECK(fitted("abc\ndefg\nhij", 2, 3) == "abc\ndef");
  CHECK(fitted("\x1b[32mabcd\x1b[0m", 1, 2) == "\x1b[32mab\x1b[0m");
  CHECK(fitted("é…x", 1, 2) == "é…");
}
