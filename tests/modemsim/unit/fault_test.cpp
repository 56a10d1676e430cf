// Each fault, as the program at the port sees it.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "line.hpp"
#include "modemsim/faults.hpp"
#include "support/catch.hpp"
#include "support/modemsim.hpp"

using lapor::test::Line;
using lapor::test::ModemSim;
using std::chrono::milliseconds;

namespace {

const std::string halo =
    "0001000C91261801001010"
    "0000"
    "04C830FB0D";
constexpr milliseconds silence{150};  // how long nothing has to come

std::string send_halo(Line& line, milliseconds patience = milliseconds{5000}) {
  line.ask("AT+CMGS=17", "> ");
  line.write(halo + "\x1A");
  return line.until("OK\r\n", patience);
}

struct Set {
  ModemSim sim;
  Line line{sim.device()};
  Set() { line.ask("ATE0"); }
};

}  // namespace

TEST_CASE("a send without prompt is never answered, the next one is") {
  Set s;
  s.sim.fault("hang-before-prompt");
  s.line.write("AT+CMGS=17\r");
  CHECK(s.line.until("> ", silence).empty());
  CHECK(send_halo(s.line).find("+CMGS: 0") != std::string::npos);
}

TEST_CASE("a Ctrl-Z that is swallowed transmits nothing") {
  Set s;
  s.sim.fault("hang-after-ctrlz");
  CHECK(send_halo(s.line, silence).empty());
  CHECK(s.sim.sent().empty());
}

TEST_CASE("an answer that is lost leaves a text that went") {
  Set s;
  s.sim.fault("answer-lost");
  CHECK(send_halo(s.line, silence).empty());
  REQUIRE(s.sim.sent().size() == 1);
  CHECK_FALSE(s.sim.sent()[0].answered);
}

TEST_CASE("a late answer comes after other commands were answered") {
  Set s;
  s.sim.fault("answer-late 200");
  send_halo(s.line, milliseconds{1});
  CHECK(s.line.ask("AT+CPAS") == "\r\n+CPAS: 0\r\n\r\nOK\r\n");
  CHECK(s.line.until("OK\r\n") == "\r\n+CMGS: 0\r\n\r\nOK\r\n");
}

TEST_CASE("a text may be refused by number, and may go although refused") {
  Set s;
  s.sim.fault("cms 38 for=+628110000102 forever");
  CHECK(send_halo(s.line).find("+CMGS: 0") != std::string::npos);
  s.sim.fault("cms 500");
  s.line.ask("AT+CMGS=17", "> ");
  s.line.write(halo + "\x1A");
  CHECK(s.line.until("500\r\n") == "\r\n+CMS ERROR: 500\r\n");
  CHECK(s.sim.sent().size() == 1);
  s.sim.fault("error-but-sent");
  s.line.ask("AT+CMGS=17", "> ");
  s.line.write(halo + "\x1A");
  CHECK(s.line.until("ERROR\r\n") == "\r\nERROR\r\n");
  CHECK(s.sim.sent().size() == 2);
}

TEST_CASE("one command can hang or fail while others are answered") {
  Set s;
  s.sim.fault("hang CSQ");
  s.sim.fault("error CPAS count=2");
  s.line.write("AT+CSQ\r");
  CHECK(s.line.until("OK", silence).empty());
  for (int i = 0; i < 2; ++i) CHECK(s.line.ask("AT+CPAS", "ERROR\r\n") == "\r\nERROR\r\n");
  CHECK(s.line.ask("AT+CPAS").find("OK") != std::string::npos);
}

TEST_CASE("answers come with garbage before them, or cut in half") {
  Set s;
  s.sim.fault("garbage 40");
  CHECK(s.line.ask("AT").size() == 46);
  s.sim.fault("truncate 2");
  s.line.write("AT\r");
  CHECK(s.line.until("OK", silence) == "\r\nO");
}

TEST_CASE("a delete may lie") {
  Set s;
  s.sim.inject("8170", "a");
  s.sim.fault("delete-lies 1");
  CHECK(s.line.ask("AT+CMGD=1") == "\r\nOK\r\n");
  CHECK(s.sim.stored() == 1);
  s.line.ask("AT+CMGD=1");
  CHECK(s.sim.stored() == 0);
}

TEST_CASE("without network nothing is registered, sent or received") {
  Set s;
  s.sim.fault("no-network");
  s.sim.inject("8170", "a");
  CHECK(s.line.ask("AT+CREG?").find("+CREG: 0,2") != std::string::npos);
  s.line.ask("AT+CMGS=17", "> ");
  s.line.write(halo + "\x1A");
  CHECK(s.line.until("331\r\n") == "\r\n+CMS ERROR: 331\r\n");
  CHECK(s.sim.stats()["smsc_queue"] == "1");
  s.sim.clear_faults();
  CHECK(s.sim.stats()["used.SM"] == "1");
}

TEST_CASE("the echo can be missing once") {
  ModemSim sim;
  Line line(sim.device());
  sim.fault("echo-lost 1");
  CHECK(line.ask("AT") == "\r\nOK\r\n");
  CHECK(line.ask("AT") == "AT\r\r\nOK\r\n");
}

TEST_CASE("chatter goes on until it is cleared") {
  Set s;
  s.sim.fault("chatter 5");
  for (int i = 0; i < 3; ++i) CHECK(s.line.until("^RSSI: 20\r\n").find("^RSSI") != std::string::npos);
  s.sim.clear_faults();
  s.sim.fault("urc ^SMMEMFULL: \"SM\"");
  CHECK(s.line.until("FULL: \"SM\"\r\n").find("^SMMEMFULL") != std::string::npos);
  CHECK(s.line.until("RSSI", silence).empty());
}

TEST_CASE("an unplugged modem hangs up, and comes back with what lay on its SIM") {
  Set s;
  s.sim.inject("8170", "a");
  s.sim.fault("unplug");
  CHECK(s.line.hung_up());
  CHECK_FALSE(std::filesystem::exists(std::filesystem::symlink_status(s.sim.device())));
  s.sim.fault("plug");
  Line again(s.sim.device());
  CHECK(again.ask("AT+CMGL=4").find("+CMGL: 1") != std::string::npos);
  s.sim.fault("unplug 30");
  s.sim.wait("plugged");
  CHECK(std::filesystem::exists(s.sim.device()));
}

TEST_CASE("a restart forgets settings and asks for the PIN again") {
  ModemSim sim({"--pin", "1234"});
  Line line(sim.device());
  line.ask("ATE0");
  line.ask("AT+CPIN=\"1234\"");
  sim.fault("reboot 50");
  line.write("AT\r");
  CHECK(line.until("OK", milliseconds{20}).empty());
  line.until("never", milliseconds{100});
  CHECK(line.ask("AT+CPIN?") == "AT+CPIN?\r\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n");
}

TEST_CASE("a program that dies at the prompt leaves the modem waiting for a PDU") {
  Set s;
  s.line.ask("AT+CMGS=17", "> ");
  s.line.close();
  s.sim.wait("closed");
  Line next(s.sim.device());
  next.write("AT\r");
  CHECK(next.until("OK", silence).empty());
  next.write("\x1B");
  next.until("OK\r\n");
  CHECK(next.ask("AT") == "\r\nOK\r\n");
}

TEST_CASE("a fault that isn't understood is refused and says how it goes") {
  ModemSim sim;
  CHECK_THROWS(sim.fault("no-such-thing"));
  CHECK_THROWS(sim.fault("cms"));
  CHECK_THROWS(sim.fault("answer-late soon"));
  CHECK_THROWS(sim.command("dance"));
  CHECK_THROWS(sim.wait_sent(1, milliseconds{10}));
}

TEST_CASE("the README names every fault with its effect") {
  std::ifstream file(LAPOR_SOURCE_DIR "/tests/modemsim/README.md");
  std::stringstream text;
  text << file.rdbuf();
  std::string readme = text.str();
  std::erase(readme, '`');
  for (const auto& row : lapor::modemsim::fault_kinds) {
    std::string cell =
        "| " + std::string(row.name) + (row.arguments.empty() ? "" : " ") + std::string(row.arguments);
    INFO(cell);
    CHECK(readme.find(cell + " | " + std::string(row.effect)) != std::string::npos);
  }
}
