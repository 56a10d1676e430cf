// Phone numbers are fictitious.
#include <signal.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "domain/sms/reassembly.hpp"
#include "small_gateway.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;

TEST_CASE("a short text arrives whole and its slot is freed", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  sim.inject("+628110000101", "LAPOR JALAN berlubang @ Jl. Pemuda {no. 5} €10");
  REQUIRE(g.until_event<engine::SegmentReceived>());
  CHECK(g.until_empty(sim));
  const auto part = g.all<engine::SegmentReceived>().at(0).segment;
  CHECK(utf8::from_utf16(part.text) == "LAPOR JALAN berlubang @ Jl. Pemuda {no. 5} €10");
  CHECK(part.sender == "+628110000101");
  CHECK(part.coding == sms::Coding::gsm7);
  CHECK(part.service_centre_time != Instant{});
}

TEST_CASE("what lay on the SIM before the gateway started is taken", "[modem]") {
  ModemSim sim;
  for (int n = 0; n < 5; ++n) sim.inject("+628110000102", "laporan " + std::to_string(n));
  SmallGateway g(sim.device());
  REQUIRE(g.until_event<engine::SegmentReceived>(5));
  CHECK(g.until_empty(sim));
  CHECK(g.texts().size() == 5);
}

TEST_CASE("every character of a UCS-2 text survives, tildes and emoji too", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  sim.inject("+628110000103", "~banjir~ 🌊 ꦗꦮ ~~");
  REQUIRE(g.until_event<engine::SegmentReceived>());
  CHECK(g.texts().at(0) == "~banjir~ 🌊 ꦗꦮ ~~");
  CHECK(g.all<engine::SegmentReceived>().at(0).segment.coding == sms::Coding::ucs2);
}

TEST_CASE("the parts of a long text come with their header", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  std::string text;
  while (text.size() < 400) text += "Jalan rusak parah di depan pasar. ";
  sim.inject("+628110000104", text);
  REQUIRE(g.until_event<engine::SegmentReceived>(3));
  std::vector<sms::Piece> parts;
  for (const auto& arrived : g.all<engine::SegmentReceived>()) {
    const auto concat = sms::concat_of(arrived.segment.udh);
    REQUIRE(concat);
    CHECK(concat->total == 3);
    parts.push_back({concat->number, arrived.segment.text, {}, {}});
  }
  CHECK(sms::join(parts, {3, 10}) == text);
}

TEST_CASE("a silent type 0, a class and binary data are seen for what they are", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  sim.inject("+628110000105", "diam", "pid=64");
  sim.inject("+628110000105", "kilat", "class=0");
  sim.command("inject-octets +628110000105 udh=0605040B8423F0 010203");
  REQUIRE(g.until_event<engine::SegmentReceived>(3));
  const auto parts = g.all<engine::SegmentReceived>();
  CHECK(parts[0].segment.pid == 64);
  CHECK(parts[1].segment.message_class == 0u);
  CHECK(parts[2].segment.coding == sms::Coding::octets);
  CHECK(parts[2].segment.octets == std::string("\x01\x02\x03", 3));
}

TEST_CASE("slots that nobody can read are reported, freed and in nobody's way", "[modem]") {
  ModemSim sim;
  sim.inject_pdu("0011");  // cut short
  sim.inject_pdu("00");    // an empty shell
  sim.inject_pdu(
      "0003"
      "0A9118010000106"
      "0F000");  // reserved type, half an octet
  sim.inject_pdu(
      "07911326040000F0040B911346610089F6002020801111312300"
      "05C8329BFD06");
  sim.inject("+628110000106", "LAPOR di belakang semua itu");
  SmallGateway g(sim.device());
  REQUIRE(g.until([&] { return !g.texts().empty() && g.texts().back() == "LAPOR di belakang semua itu"; }));
  CHECK(g.until_empty(sim));
  CHECK(g.all<engine::SlotUnreadable>().size() >= 2);
}

TEST_CASE("lines that libGammu doesn't know cost no time", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  sim.fault("chatter 50 forever");
  sim.fault("urc ^SMMEMFULL: \"SM\"");
  sim.fault("urc +WEIRD: 1,2,3");
  const auto begun = std::chrono::steady_clock::now();
  for (int n = 0; n < 10; ++n) sim.inject("+628110000107", "laporan " + std::to_string(n));
  REQUIRE(g.until_event<engine::SegmentReceived>(10));
  CHECK(g.until_empty(sim));
  CHECK(std::chrono::steady_clock::now() - begun < 5s);
  CHECK(g.all<engine::ModemDown>().empty());
}

TEST_CASE("a slot that lies about being erased is erased again", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) { s.profile.poll = 300ms; });
  REQUIRE(g.until_ready());
  sim.fault("delete-lies 2");
  sim.inject("+628110000108", "LAPOR sekali saja");
  CHECK(g.until_event<engine::SegmentReceived>(3));
  CHECK(g.until_empty(sim));
}

TEST_CASE("a slot that lies for ever is said to and left alone, and a new text in another one is read",
          "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) { s.profile.poll = 100ms; });
  REQUIRE(g.until_ready());
  sim.fault("delete-lies forever");
  sim.inject("+628110000114", "LAPOR yang tinggal");
  const auto said = [&] {
    return std::count_if(g.records.begin(), g.records.end(),
                         [](const auto& r) { return r.event == "modem-erase-lies"; });
  };
  REQUIRE(g.until([&] { return said() == 1; }));
  const auto erasures = sim.commands("CMGD");
  g.run_for(1s);
  CHECK(sim.commands("CMGD") == erasures);
  CHECK(said() == 1);
  CHECK(g.texts().size() == 10);
  sim.clear_faults();
  sim.inject("+628110000114", "LAPOR yang baru");
  REQUIRE(g.until_event<engine::SegmentReceived>(11));
  CHECK(g.texts().back() == "LAPOR yang baru");
}

TEST_CASE("texts on the SIM and in the modem's own memory are read, and each is erased where it lies",
          "[modem]") {
  ModemSim sim;
  sim.command("inject-pdu ME 07911326040000F0040B911346610089F60000208011111123000AE8329BFD4697D9EC37");
  sim.inject("+628110000115", "LAPOR di SIM");
  SmallGateway g(sim.device());
  REQUIRE(g.until_event<engine::SegmentReceived>(2));
  CHECK(g.until_empty(sim));
  std::vector<std::string> memories;
  for (const auto& part : g.all<engine::SegmentReceived>()) memories.push_back(part.slot.storage);
  std::sort(memories.begin(), memories.end());
  CHECK(memories == std::vector<std::string>{"ME", "SM"});
  CHECK(sim.commands("CMGD") == 2);
}

namespace {

void reads_five_texts(ModemSim& sim) {
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  for (int n = 0; n < 5; ++n) sim.inject("+628110000116", "laporan " + std::to_string(n));
  REQUIRE(g.until_event<engine::SegmentReceived>(5));
  CHECK(g.until_empty(sim));
  CHECK(g.texts().size() == 5);
}

}  // namespace

TEST_CASE("a modem that takes no two commands in one line is told them one by one", "[modem]") {
  ModemSim sim;
  sim.command("joined off");
  reads_five_texts(sim);
}

TEST_CASE("a modem that carries out the first command of a line is told them one by one", "[modem]") {
  ModemSim sim({"--as", "first-command"});
  reads_five_texts(sim);
  CHECK(sim.commands("CMGD") == 5);
}

TEST_CASE("five hundred texts cost one listing and one erasure each", "[modem]") {
  ModemSim sim({"--sim-size", "600"});
  for (int n = 0; n < 500; ++n) sim.inject("+628110000109", "laporan nomor " + std::to_string(n));
  SmallGateway g(sim.device());
  const auto begun = std::chrono::steady_clock::now();
  REQUIRE(g.until_event<engine::SegmentReceived>(500));
  REQUIRE(g.until_empty(sim));
  CHECK(std::chrono::steady_clock::now() - begun < 30s);
  CHECK(sim.commands("CMGD") == 500);
  CHECK(sim.commands("CMGR") == 0);
  CHECK(sim.commands("CMGL") <= 6);
}

TEST_CASE("a SIM smaller than the rush is emptied until nothing waits at the service centre", "[modem]") {
  ModemSim sim({"--sim-size", "10"});
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  for (int n = 0; n < 60; ++n) sim.inject("+628110000110", "laporan " + std::to_string(n));
  REQUIRE(g.until_event<engine::SegmentReceived>(60));
  CHECK(g.until_empty(sim));
  CHECK(g.texts().size() == 60);
}

TEST_CASE("a listing that is never answered is repeated slot by slot", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) { s.profile.list = 2s; });
  REQUIRE(g.until_ready());
  sim.fault("hang CMGL forever");
  for (int n = 0; n < 3; ++n) sim.inject("+628110000111", "laporan " + std::to_string(n));
  REQUIRE(g.until_event<engine::SegmentReceived>(3));
  CHECK(g.until_empty(sim));
  CHECK(g.texts() == std::vector<std::string>{"laporan 0", "laporan 1", "laporan 2"});
  CHECK(g.all<engine::ModemDown>().size() == 1);
}

TEST_CASE("one slot that hangs the modem holds up no other, and is set aside and freed", "[modem]") {
  ModemSim sim;
  for (int n = 0; n < 3; ++n) sim.inject("+628110000112", "laporan " + std::to_string(n));
  sim.fault("poisoned-slot 2");
  SmallGateway g(sim.device(), [](auto& s) {
    s.profile.list = 2s;
    s.profile.command = 1s;
  });
  REQUIRE(g.until_event<engine::SegmentReceived>(2));
  CHECK(g.all<engine::SlotUnreadable>().empty());
  REQUIRE(g.until_event<engine::SlotUnreadable>());
  CHECK(g.all<engine::SlotUnreadable>()[0].cause == "no answer to AT+CMGR of SM 2");
  CHECK(g.until_empty(sim));
  CHECK(g.texts() == std::vector<std::string>{"laporan 0", "laporan 2"});
}

TEST_CASE("what nobody can read is set aside slot by slot as well", "[modem]") {
  ModemSim sim;
  sim.inject_pdu("0011");
  sim.inject("+628110000113", "LAPOR di belakangnya");
  sim.fault("error CMGL");
  SmallGateway g(sim.device());
  REQUIRE(g.until_event<engine::SegmentReceived>());
  CHECK(g.until_empty(sim));
  REQUIRE(g.all<engine::SlotUnreadable>().size() == 1);
  CHECK(g.all<engine::SlotUnreadable>()[0].raw == "0011");
}

TEST_CASE("a worker that dies in a listing is followed by one that reads slot by slot, without libGammu",
          "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  sim.inject("+628110000117", "LAPOR yang pertama");
  REQUIRE(g.until_event<engine::SegmentReceived>());
  REQUIRE(g.until_empty(sim));
  g.run_for(300ms);  // no listing is in hand
  const auto listed = sim.commands("CMGL");
  sim.fault("hang CMGL");
  sim.inject("+628110000117", "LAPOR yang tak terbaca");
  REQUIRE(g.until([&] { return sim.commands("CMGL") > listed; }));
  REQUIRE(::kill(*g.supervisor.status().pid, SIGKILL) == 0);
  REQUIRE(g.until_event<engine::SegmentReceived>(2));
  CHECK(sim.commands("CMGR") > 0);
  CHECK(g.until_empty(sim));
  CHECK(g.texts().back() == "LAPOR yang tak terbaca");
}
