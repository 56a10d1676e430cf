// The control protocol, and what it makes of the modem.
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>

#include "line.hpp"
#include "support/catch.hpp"
#include "support/modemsim.hpp"

using lapor::test::Line;
using lapor::test::ModemSim;
using std::chrono::milliseconds;

namespace {

/// The PDUs that lie in the modem, service centre and all, as hex.
std::vector<std::string> stored(ModemSim& sim) {
  std::vector<std::string> out;
  for (const auto& line : sim.command("stored")) out.push_back(line.substr(line.rfind(' ') + 1));
  return out;
}

void submit(Line& line, const std::string& first, const std::string& tail) {
  const std::string pdu = "00" + first + "000C91261801001010" + tail;
  line.ask("AT+CMGS=" + std::to_string(pdu.size() / 2 - 1), "> ");
  line.write(pdu + "\x1A");
  line.until("OK\r\n");
}

}  // namespace

TEST_CASE("who takes the port for themselves alone leaves it to the next, as on a real one") {
  ModemSim sim;
  {
    Line gammu(sim.device());
    REQUIRE(::ioctl(gammu.fd(), TIOCEXCL) == 0);
    gammu.ask("AT");
  }
  int exclusive = 1;
  for (int tries = 0; exclusive != 0 && tries < 250; ++tries) {
    ::poll(nullptr, 0, 20);
    const Line next(sim.device());  // root may open it all the same
    ::ioctl(next.fd(), TIOCGEXCL, &exclusive);
  }
  CHECK(exclusive == 0);
}

TEST_CASE("a long text arrives in parts with a running reference") {
  ModemSim sim;
  const std::string text(200, 'a');
  sim.inject("8170", text);
  sim.inject("8170", text);
  const auto all = stored(sim);
  REQUIRE(all.size() == 4);
  CHECK(all[0].find("050003010201") != std::string::npos);
  CHECK(all[1].find("050003010202") != std::string::npos);
  CHECK(all[2].find("050003020201") != std::string::npos);
}

TEST_CASE("parts can come alone, late and from nowhere") {
  ModemSim sim;
  sim.inject("8170", std::string(200, 'a'), "ref=7 part=2");
  sim.inject("8170", "x", "ref=300 bits=16 part=9 total=3");
  sim.inject("8170", "y", "udh=0003FF0000");
  const auto all = stored(sim);
  REQUIRE(all.size() == 3);
  CHECK(all[0].find("050003070202") != std::string::npos);
  CHECK(all[1].find("060804012C0309") != std::string::npos);
  CHECK(all[2].find("050003FF0000") != std::string::npos);
}

TEST_CASE("class, protocol and coding are as told") {
  ModemSim sim;
  sim.inject("8170", "a", "class=0 pid=64");
  sim.inject("8170", "b", "dcs=200 smsc_time=2026-12-31T17:00:00Z");
  const auto all = stored(sim);
  CHECK(all[0].find("0404811807"
                    "4010") != std::string::npos);
  CHECK(all[1].find("0404811807"
                    "00C8"
                    "72101000000082") != std::string::npos);
}

TEST_CASE("octets and raw bytes lie in the SIM as given") {
  ModemSim sim;
  sim.command("inject-octets 8170 udh=05040B8423F0 pid=1 CAFE");
  sim.inject_pdu("00");
  const auto all = stored(sim);
  CHECK(all[0].ends_with("090605040B8423F0CAFE"));
  CHECK(all[1] == "00");
  CHECK_THROWS(sim.command("inject-octets 8170 XY"));
  CHECK_THROWS(sim.command("inject-pdu"));
}

TEST_CASE("an option that isn't known is refused, a dash in a text isn't one") {
  ModemSim sim;
  CHECK_THROWS(sim.command("inject 8170 colour=red -- a"));
  CHECK_THROWS(sim.command("inject 8170 class=x -- a"));
  CHECK_THROWS(sim.command("inject"));
  sim.command("inject 8170 dari Semarang -- ke Solo");
  sim.inject("8170", "");
  CHECK(sim.stored() == 2);
}

TEST_CASE("long texts that left are joined in whatever order their parts went") {
  ModemSim sim;
  Line line(sim.device());
  submit(line, "41", "0008080500030502020042");
  submit(line, "01",
         "000801"
         "00");
  submit(line, "41", "0008080500030502010041");
  const auto texts = sim.texts();
  REQUIRE(texts.size() == 2);
  CHECK(texts[1].text == "AB");
  CHECK(texts[1].parts == 2);
  CHECK(texts[1].last == 3);
  CHECK(sim.texts(2).size() == 1);
}

TEST_CASE("waiting ends when it holds, or says that it didn't") {
  ModemSim sim;
  sim.wait("closed");
  CHECK_THROWS(sim.wait_said("+628110000101", "Halo", milliseconds{10}));
  CHECK_THROWS(sim.wait("command CSQ 1", milliseconds{10}));
  CHECK_THROWS(sim.command("wait for the rain"));
  Line line(sim.device());
  sim.wait("open");
  line.ask("AT+CSQ");
  sim.wait("command CSQ 1");
  CHECK(sim.commands("CSQ") == 1);
  line.ask("AT+CMGS=17", "> ");
  line.write(
      "0001000C91261801001010"
      "0000"
      "04C830FB0D\x1A");
  sim.wait_said("+628110000101", "Halo");
  sim.wait_texts(1);
}

TEST_CASE("latencies are dice of the seed, between their bounds") {
  ModemSim sim({"--latency", "CSQ=20-40", "--seed", "7"});
  Line line(sim.device());
  const auto start = std::chrono::steady_clock::now();
  line.ask("AT+CSQ");
  CHECK(std::chrono::steady_clock::now() - start >= milliseconds{20});
  sim.latency("all", 0);
  CHECK_THROWS(sim.command("latency CMGS soon"));
}

TEST_CASE("the network's state can be set") {
  ModemSim sim;
  Line line(sim.device());
  line.ask("ATE0");
  line.ask("AT+CREG=1");
  sim.command("register 2");
  CHECK(line.until("2\r\n") == "\r\n+CREG: 2\r\n");
  sim.command("signal 5");
  sim.command("operator Jateng Sel");
  sim.command("register 5");
  CHECK(line.until("5\r\n") == "\r\n+CREG: 5\r\n");
  CHECK(line.ask("AT+CSQ").find("+CSQ: 5,99") != std::string::npos);
  CHECK(line.ask("AT+COPS?").find("+COPS: 0,0,\"Jateng Sel\"") != std::string::npos);
}

TEST_CASE("texts held at the service centre come when let go") {
  ModemSim sim;
  sim.fault("smsc-hold");
  sim.inject("8170", "a");
  CHECK(sim.stats()["used.SM"] == "0");
  CHECK(sim.stats()["smsc_queue"] == "1");
  sim.command("fault clear smsc-hold");
  CHECK(sim.stats()["used.SM"] == "1");
}

TEST_CASE("a terminated modem takes its link and socket with it") {
  ModemSim sim;
  ::kill(sim.pid(), SIGTERM);
  siginfo_t end{};
  REQUIRE(::waitid(P_PID, static_cast<id_t>(sim.pid()), &end, WEXITED | WNOWAIT) == 0);
  CHECK(end.si_code == CLD_EXITED);
  CHECK(end.si_status == 0);
  CHECK_FALSE(std::filesystem::exists(std::filesystem::symlink_status(sim.device())));
  CHECK_FALSE(std::filesystem::exists(sim.control_path()));
}

TEST_CASE("a client that reads no answers doesn't stop the modem") {
  ModemSim sim;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, sim.control_path().c_str(), sizeof address.sun_path - 1);
  const int rude = ::socket(AF_UNIX, SOCK_STREAM, 0);
  REQUIRE(::connect(rude, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  std::string questions;
  for (int i = 0; i < 5000; ++i) questions += "fault\n";
  CHECK(::send(rude, questions.data(), questions.size(), 0) > 0);
  Line line(sim.device());
  CHECK(line.ask("AT") == "AT\r\r\nOK\r\n");
  CHECK(sim.stats()["command.AT"] == "1");
  ::close(rude);
  CHECK(sim.command("number").size() == 1);
}
