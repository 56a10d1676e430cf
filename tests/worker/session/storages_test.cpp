// Modems whose storages are named or told of otherwise. The ids are those of docs/field-log.md. Phone numbers
// are fictitious.
#include "small_gateway.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;

namespace {

/// "O", from +628110000042.
constexpr auto one_letter = "06912618010000040C91261801000024000062119222000000014F";

}  // namespace

TEST_CASE("F12: a modem that takes AT+CPMS with three storages only is read, and its slots are freed",
          "[modem]") {
  ModemSim sim({"--as", "three-storages"});
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  sim.inject("+628110000301", "LAPOR JALAN");
  REQUIRE(g.until([&] { return g.texts().size() == 1; }, 5s));
  for (const auto* storage : {"SM", "ME"})
    sim.command(std::string("inject-pdu ") + storage + " " + one_letter);
  sim.fault("urc +CMTI: \"SM\",1");
  CHECK(g.until([&] { return g.texts().size() == 3; }, 5s));
  CHECK(g.until_empty(sim));
  g.send(1, "+628110000302", "Laporan diterima.");
  CHECK(g.until_event<engine::SendAccepted>());
  CHECK(g.all<engine::ModemDown>().empty());
}

TEST_CASE("F14: a receipt that is told as lying elsewhere than it does is read at once", "[modem]") {
  ModemSim sim({"--as", "reports-elsewhere"});
  SmallGateway g(sim.device(), [](auto& s) { s.profile.cnmi = "2,1,0,2,0", s.profile.poll = 60s; });
  REQUIRE(g.until_ready());
  g.run_for(1s);
  g.send(1, "+628110000302", "Laporan diterima.");
  REQUIRE(g.until_event<engine::SendAccepted>());
  REQUIRE(g.until([&] { return !g.all<engine::StatusReportReceived>().empty(); }, 2s));
  CHECK(g.all<engine::StatusReportReceived>()[0].slot == sms::StorageSlot{"SR", 1});
  CHECK(g.until([&] { return sim.stats()["used.SR"] == "0"; }, 2s));
}
