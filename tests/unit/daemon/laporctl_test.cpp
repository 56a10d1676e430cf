// laporctl's commands beside the gateway's: neither has one that the other doesn't know.
#include "base/expect.hpp"
#include "control/command_table.hpp"
#include "laporctl/commands/show.hpp"
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

TEST_CASE("a terminal's lines are cut; where nobody reads lines, each text is whole", "[laporctl]") {
  const std::string words = "jalan berlubang di depan pasar, sudah tiga minggu, tolong segera diperbaiki pak";
  auto messages = control::Json::list();
  messages.add(control::Json::object({{"id", 7}, {"direction", "in"}, {"state", "taken"}, {"text", words}}));
  const auto on_terminal = show_messages(messages, {LocalTime(), true}),
             in_pipe = show_messages(messages, {LocalTime(), false});
  CHECK(on_terminal.find(words) == std::string::npos);
  CHECK(on_terminal.find("..\n") != std::string::npos);
  CHECK(in_pipe.find(words + "\n") != std::string::npos);
}

TEST_CASE("status says by which SIM texts wait, and of the others nothing", "[laporctl]") {
  const auto status = *control::parse_json(R"({"modems": [{"name": "sim1", "state": "held", "waiting": 3}, )"
                                           R"({"name": "sim2", "state": "ready", "waiting": 0}]})");
  const auto text = show_status(status, {LocalTime(), false});
  CHECK(text.find("3 texts wait for sim1") != std::string::npos);
  CHECK(text.find("wait for sim2") == std::string::npos);
}

TEST_CASE("F09: status says whole what is wrong with a modem that isn't ready, on a narrow terminal too",
          "[laporctl]") {
  const std::string imei = "350000000000022";
  const auto status =
      *control::parse_json(R"({"modems": [{"name": "sim2", "state": "failed", )"
                           R"("not_sending": "the modem isn't ready", "last_error": "no port has the modem )"
                           R"(with the IMEI 350000000000030; /dev/ttyUSB0: another modem stands here: its )"
                           R"(IMEI is 350000000000022, not 350000000000030"}]})");
  const auto text = show_status(status, {LocalTime(), true});
  CHECK(text.find("sim2 sends nothing: the modem isn't ready: no port has") != std::string::npos);
  CHECK(text.find(imei) != std::string::npos);
}
