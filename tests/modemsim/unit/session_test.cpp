// The AT side over the pty, byte for byte.
#include <filesystem>

#include "line.hpp"
#include "modemsim/faults.hpp"
#include "support/catch.hpp"
#include "support/modemsim.hpp"

using lapor::test::Line;
using lapor::test::ModemSim;
using std::chrono::milliseconds;

namespace {

// "Halo" to a fictitious number, receipt asked for: 17 bytes without the service centre.
const std::string halo =
    "0021000C91261801001010"
    "0000"
    "04C830FB0D";
const std::string send = "AT+CMGS=17";

std::string send_halo(Line& line, const std::string& end = "OK\r\n") {
  line.ask(send, "> ");
  line.write(halo + "\x1A");
  return line.until(end, end.empty() ? milliseconds{0} : milliseconds{5000});
}

}  // namespace

TEST_CASE("answers come as a modem frames them, with the echo before") {
  ModemSim sim;
  Line line(sim.device());
  CHECK(line.ask("AT") == "AT\r\r\nOK\r\n");
  CHECK(line.ask("AT+CSQ") == "AT+CSQ\r\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
  CHECK(line.ask("ATE0") == "ATE0\r\r\nOK\r\n");
  CHECK(line.ask("AT+CSQ") == "\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
}

TEST_CASE("what it doesn't know is an error, with a number once asked for") {
  ModemSim sim({"--pin", "1234"});
  Line line(sim.device());
  CHECK(line.ask("AT+NONSENSE", "ERROR\r\n") == "AT+NONSENSE\r\r\nERROR\r\n");
  CHECK(line.ask("AT+CIMI", "ERROR\r\n") == "AT+CIMI\r\r\nERROR\r\n");
  line.ask("AT+CMEE=1");
  CHECK(line.ask("AT+CIMI", "11\r\n").ends_with("+CME ERROR: 11\r\n"));
}

TEST_CASE("one line may hold several commands") {
  ModemSim sim;
  Line line(sim.device());
  CHECK(line.ask("ATE0+CMEE=1").find("ERROR") == std::string::npos);
  CHECK(line.ask("AT+CSQ;+CPIN?").find("+CSQ: 20,99\r\n\r\n+CPIN: READY\r\n\r\nOK") != std::string::npos);
}

TEST_CASE("the PIN is asked, three wrong ones ask for the PUK") {
  ModemSim sim({"--pin", "1234"});
  Line line(sim.device());
  CHECK(line.ask("AT+CPIN?").find("+CPIN: SIM PIN") != std::string::npos);
  CHECK(line.ask("AT+CREG?", "ERROR\r\n").find("+CREG: 0,0") == std::string::npos);  // refused before the PIN
  for (int i = 0; i < 3; ++i) line.ask("AT+CPIN=\"0000\"", "ERROR\r\n");
  CHECK(line.ask("AT+CPIN?").find("+CPIN: SIM PUK") != std::string::npos);
  line.ask("AT+CPIN=\"12345678\",\"4321\"");
  CHECK(line.ask("AT+CPIN?").find("+CPIN: READY") != std::string::npos);
}

TEST_CASE("a text that arrives is announced, listed, read and erased") {
  ModemSim sim;
  Line line(sim.device());
  line.ask("ATE0");
  line.ask("AT+CNMI=2,1,0,1,0");
  sim.inject("+628110000101", "Halo", "smsc_time=2026-03-03T01:00:00Z");
  CHECK(line.until("1\r\n") == "\r\n+CMTI: \"SM\",1\r\n");
  const std::string pdu = "0791261801009099040C9126180100101000006230308000008204C830FB0D";
  CHECK(line.ask("AT+CMGL=4") == "\r\n+CMGL: 1,0,,23\r\n" + pdu + "\r\n\r\nOK\r\n");
  CHECK(line.ask("AT+CMGR=1") == "\r\n+CMGR: 1,,23\r\n" + pdu + "\r\n\r\nOK\r\n");
  CHECK(line.ask("AT+CMGD=1") == "\r\nOK\r\n");
  CHECK(line.ask("AT+CMGL=4") == "\r\nOK\r\n");
  CHECK(line.ask("AT+CMGR=1", "321\r\n") == "\r\n+CMS ERROR: 321\r\n");
}

TEST_CASE("a list has no empty lines between its entries") {
  ModemSim sim;
  Line line(sim.device());
  sim.inject("8170", "a");
  sim.inject("8170", "b");
  line.ask("ATE0");
  const auto list = line.ask("AT+CMGL=0");
  CHECK(list.find("+CMGL: 1,0") != std::string::npos);
  CHECK(list.find("\r\n\r\n+CMGL: 2") == std::string::npos);
  CHECK(line.ask("AT+CMGL=0").find("+CMGL") == std::string::npos);  // listing marks as read
  CHECK(line.ask("AT+CMGL=1").find("+CMGL: 2,1") != std::string::npos);
}

TEST_CASE("a full SIM keeps the rest at the service centre until a slot is free") {
  ModemSim sim({"--sim-size", "2"});
  Line line(sim.device());
  for (const char* text : {"satu", "dua", "tiga"}) sim.inject("8170", text);
  CHECK(sim.stats()["used.SM"] == "2");
  CHECK(sim.stats()["smsc_queue"] == "1");
  line.ask("AT+CMGD=1");
  CHECK(sim.stats()["smsc_queue"] == "0");
  line.ask("AT+CMGD=1,4");
  sim.wait_empty();
}

TEST_CASE("a text is sent through the prompt and its reference told") {
  ModemSim sim;
  Line line(sim.device());
  line.ask("ATE0");
  CHECK(send_halo(line) == "\r\n+CMGS: 0\r\n\r\nOK\r\n");
  CHECK(send_halo(line) == "\r\n+CMGS: 1\r\n\r\nOK\r\n");
  const auto sent = sim.sent();
  REQUIRE(sent.size() == 2);
  CHECK(sent[1].to == "+628110000101");
  CHECK(sent[1].text == "Halo");
  CHECK(sent[1].wants_report);
  CHECK(sent[1].answered);
  CHECK(sim.sent(1).size() == 1);
}

TEST_CASE("escape at the prompt sends nothing") {
  ModemSim sim;
  Line line(sim.device());
  line.ask(send, "> ");
  line.write(halo + "\x1B");
  line.until("OK");
  CHECK(line.ask("AT").find("OK") != std::string::npos);
  CHECK(sim.sent().empty());
}

TEST_CASE("a PDU that isn't one is refused") {
  ModemSim sim;
  Line line(sim.device());
  line.ask("AT+CMGS=18", "> ");
  line.write(halo + "\x1A");
  CHECK(line.until("304\r\n").find("+CMS ERROR: 304") != std::string::npos);
  CHECK(sim.stats()["refused"] == "1");
}

TEST_CASE("the receipt comes unasked where AT+CNMI wants it") {
  ModemSim sim;
  Line line(sim.device());
  line.ask("AT+CNMI=2,1,0,1,0");
  sim.command("report delay 1");
  sim.command("report status 46");
  send_halo(line);
  const auto report = line.until("46\r\n");
  CHECK(report.find("+CDS: 25\r\n079126180100909906000C91261801001010") != std::string::npos);
}

TEST_CASE("receipts can be asked for by hand, and kept in SR") {
  ModemSim sim({"--report-size", "5"});
  Line line(sim.device());
  line.ask("AT+CNMI=2,1,0,2,0");
  sim.command("report off");
  send_halo(line);
  sim.command("report now 0 00");
  CHECK(line.until("1\r\n").find("+CDSI: \"SR\",1") != std::string::npos);
  line.ask("AT+CPMS=\"SR\"");
  CHECK(line.ask("AT+CMGR=1").find("06000C91") != std::string::npos);
  CHECK_THROWS(sim.command("report now 9 00"));
}

TEST_CASE("latency holds an answer back, and what is typed meanwhile is answered after it") {
  ModemSim sim;
  Line line(sim.device());
  line.ask("ATE0");
  sim.latency("CSQ", 80);
  const auto start = std::chrono::steady_clock::now();
  line.write("AT+CSQ\rAT+CPAS\r");
  const auto both = line.until("+CPAS: 0\r\n\r\nOK\r\n");
  CHECK(both.starts_with("\r\n+CSQ"));
  CHECK(std::chrono::steady_clock::now() - start >= milliseconds{80});
}

TEST_CASE("USSD answers, and a menu keeps its session open") {
  ModemSim sim;
  Line line(sim.device());
  line.ask("ATE0");
  sim.command("ussd *123# Menu\\n1. Pulsa");
  sim.command("ussd *123#>1 Rp 25.000");
  line.write("AT+CUSD=1,\"*123#\",15\r");
  CHECK(line.until("15\r\n") == "\r\nOK\r\n\r\n+CUSD: 1,\"Menu\n1. Pulsa\",15\r\n");
  line.write("AT+CUSD=1,\"1\",15\r");
  CHECK(line.until("15\r\n").ends_with("+CUSD: 0,\"Rp 25.000\",15\r\n"));
}

TEST_CASE("nothing is kept for a port that nobody has open") {
  ModemSim sim;
  {
    Line line(sim.device());
    line.ask("AT+CNMI=2,1,0,0,0");
  }
  sim.wait("closed");
  sim.inject("8170", "a");
  Line line(sim.device());
  CHECK(line.ask("AT") == "AT\r\r\nOK\r\n");
}
