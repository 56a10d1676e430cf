// Modems that restart by themselves, register otherwise or answer otherwise: what people who run modems
// report. The ids are those of docs/field-log.md. Phone numbers are fictitious.
#include "small_gateway.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

ModemSim as(const std::string& personality, std::vector<std::string> options = {}) {
  options.insert(options.end(), {"--as", personality});
  return ModemSim(options);
}

std::size_t logged(const SmallGateway& g, const std::string& event) {
  return static_cast<std::size_t>(
      std::count_if(g.records.begin(), g.records.end(), [&](const auto& r) { return r.event == event; }));
}

std::string ask(SmallGateway& g, const std::string& code) {
  std::string answer;
  g.supervisor.ussd(code, [&](bool ok, const std::string& text) { answer = (ok ? "ok " : "no ") + text; });
  g.until([&] { return !answer.empty(); });
  return answer;
}

/// A text arrives, and is read within this time.
bool reads_within(SmallGateway& g, ModemSim& sim, std::chrono::milliseconds limit) {
  const auto before = g.texts().size();
  sim.inject("+628110000301", "LAPOR JALAN");
  return g.until([&] { return g.texts().size() > before; }, limit);
}

bool sends(SmallGateway& g, int attempt, std::chrono::milliseconds limit = 10s) {
  g.send(attempt, "+628110000302", "Laporan diterima.");
  const auto accepted = g.all<engine::SendAccepted>().size();
  return g.until([&] { return g.all<engine::SendAccepted>().size() > accepted; }, limit);
}

}  // namespace

TEST_CASE("B02: a module that restarts with its line open is told its settings again, within seconds",
          "[modem]") {
  auto sim = as("restarts");
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  g.run_for(1s);
  sim.fault("reboot 1000");
  g.run_for(3s);
  CHECK(logged(g, "modem-restarted") == 1);
  CHECK(reads_within(g, sim, 2s));
  CHECK(sends(g, 1));
  CHECK(g.until_event<engine::StatusReportReceived>());
  CHECK(g.all<engine::ModemDown>().empty());
}

TEST_CASE("B02: one that restarts without a word is found by its health", "[modem]") {
  auto sim = as("restarts-dumb");
  SmallGateway g(sim.device(), [](auto& s) { s.profile.heartbeat = 1s; });
  REQUIRE(g.until_ready());
  g.run_for(500ms);
  sim.fault("reboot 300");
  CHECK(g.until([&] { return logged(g, "modem-restarted") == 1; }, 5s));
  g.run_for(500ms);
  CHECK(reads_within(g, sim, 2s));
}

TEST_CASE("B02: it is found also where the modem doesn't say how it tells of arrivals", "[modem]") {
  auto sim = as("restarts-dumb");
  SmallGateway g(sim.device(), [](auto& s) { s.profile.heartbeat = 1s; });
  REQUIRE(g.until_ready());
  REQUIRE(g.until([&] { return g.supervisor.status().registration == sim::Registration::home; }, 5s));
  g.run_for(500ms);  // it has listed, and nothing more is asked of it
  sim.fault("error CNMI forever");
  sim.fault("reboot 1");
  CHECK(g.until([&] { return logged(g, "modem-restarted") == 1; }, 5s));
}

TEST_CASE("B02: a brown-out while it sends is called one, and leaves the send in doubt", "[modem]") {
  auto sim = as("brown-out");
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  g.send(1, "+628110000302", "Laporan diterima.");
  REQUIRE(g.until_event<engine::ModemDown>());
  CHECK(logged(g, "modem-brown-out") == 1);
  CHECK(g.all<engine::SendAccepted>().empty());
  REQUIRE(g.until_ready());
  CHECK(sends(g, 2));
}

TEST_CASE("B03: no PDU leaves as the words of a text, whatever mode a module begins in", "[modem]") {
  auto sim = as("text-mode");
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  for (int round = 1; round <= 3; ++round) {
    sim.fault("reboot 200");
    g.run_for(std::chrono::milliseconds(150 * round));
    sends(g, round, 3s);  // it may be cut off: then the gateway queues it again
    g.run_for(2s);
    REQUIRE(g.until_ready());
  }
  CHECK(sends(g, 9));
  REQUIRE_FALSE(sim.sent().empty());
  for (const auto& sent : sim.sent()) CHECK(sent.to == "+628110000302");
}

TEST_CASE("B03: a module that restarts in text mode without a word sends the next text right", "[modem]") {
  auto sim = as("text-mode-dumb");
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  g.run_for(500ms);  // it has listed, and nothing more is asked of it
  sim.fault("reboot 1");
  g.run_for(50ms);
  CHECK(sends(g, 1, 2s));
  REQUIRE(sim.sent().size() == 1);
  CHECK(sim.sent()[0].to == "+628110000302");
}

TEST_CASE("B03: the mode is certain also on modems that take no two commands in a line", "[modem]") {
  for (const auto* personality : {"one-command", "first-command"}) {
    INFO(personality);
    auto sim = as(personality);
    SmallGateway g(sim.device());
    REQUIRE(g.until_ready());
    const auto lines = [&] { return std::stoi(sim.stats()["command.CMGF"]); };
    CHECK(sends(g, 1));
    const auto before = lines();
    CHECK(sends(g, 2));
    CHECK(lines() == before + 1);  // told in two lines at once now
    CHECK(sim.sent().size() == 2);
    CHECK(g.all<engine::ModemDown>().empty());
  }
}

TEST_CASE("B03: a modem that gives no prompt for two commands in a line is told in two lines then",
          "[modem]") {
  auto sim = as("no-joined-prompt");
  SmallGateway g(sim.device(), [](auto& s) { s.profile.prompt = 2s; });
  REQUIRE(g.until_ready());
  g.send(1, "+628110000302", "Laporan diterima.");
  REQUIRE(g.until_event<engine::ModemDown>());
  REQUIRE(g.until_ready());
  CHECK(sends(g, 2));
  CHECK(sends(g, 3));
  CHECK(g.all<engine::ModemDown>().size() == 1);
}

TEST_CASE("B04: registration is what any domain of the network says", "[modem]") {
  for (const auto* personality : {"lte-only", "lte-refused"}) {
    INFO(personality);
    auto sim = as(personality);
    SmallGateway g(sim.device());
    REQUIRE(g.until_ready());
    CHECK(sends(g, 1, 3s));
    CHECK(g.supervisor.status().registration == sim::Registration::home);
  }
}

TEST_CASE("B05: a modem that finds no network is told of, though it is ready", "[modem]") {
  auto sim = as("lost-network");  // known to be so well before the five seconds, also on a busy machine
  SmallGateway g(sim.device(), [](auto& s) { s.down_after = 5s; });
  REQUIRE(g.until([&] { return g.supervisor.status().state == modem::ModemState::no_network; }));
  REQUIRE(g.until_event<engine::ModemMissing>());
  CHECK(g.all<engine::ModemMissing>()[0].state == "no_network");
}

TEST_CASE("B08: drafts of a former phone make room when they are in the way, and are handed over first",
          "[modem]") {
  auto sim = as("full-of-drafts");
  SmallGateway g(sim.device());
  g.reaction = [&](const engine::Event& event) {
    if (const auto* left = std::get_if<engine::LeftoverFound>(&event)) g.supervisor.erase(left->slot);
  };
  REQUIRE(g.until_ready());
  CHECK(reads_within(g, sim, 8s));
  CHECK(g.all<engine::LeftoverFound>().size() == 5);
  CHECK(g.all<engine::LeftoverFound>()[0].raw.starts_with("0691"));
}

TEST_CASE("B09: OK without a reference is a yes", "[modem]") {
  auto sim = as("no-reference");
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  CHECK(sends(g, 1));
  CHECK(sends(g, 2));
  CHECK_FALSE(g.all<engine::SendAccepted>()[0].message_reference);
  CHECK(sim.sent().size() == 2);
  CHECK(g.all<engine::ModemDown>().empty());
}

TEST_CASE("B10: a listing that is refused is asked for again, and nothing is called unreadable", "[modem]") {
  auto sim = as("busy-listing");
  for (int n = 0; n < 4; ++n) sim.inject("+628110000301", "LAPOR JALAN " + std::to_string(n));
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  CHECK(g.until([&] { return g.texts().size() == 4; }, 8s));
  CHECK(g.all<engine::SlotUnreadable>().empty());
  CHECK(g.all<engine::ModemDown>().empty());
  CHECK(sim.commands("CMGR") == 0);
}

TEST_CASE("B11: a service centre's number that isn't readable yet is waited for", "[modem]") {
  auto sim = as("late-csca");
  SmallGateway g(sim.device());
  REQUIRE(g.until([&] { return g.supervisor.status().state == modem::ModemState::no_network; }));
  REQUIRE(g.until([&] { return g.supervisor.status().state == modem::ModemState::ready; }, 16s));
  CHECK(sends(g, 1));
  CHECK(g.all<engine::ModemDown>().empty());
}

TEST_CASE("B11: without a service centre's number there is one clear fault; csca repairs it", "[modem]") {
  auto sim = as("no-csca");
  SmallGateway g(sim.device());
  REQUIRE(g.until([&] { return g.supervisor.status().state == modem::ModemState::no_network; }));
  g.run_for(3s);
  CHECK(g.supervisor.status().last_error.find("AT+CSCA") != std::string::npos);
  CHECK(g.all<engine::ModemDown>().empty());
  auto repaired = as("no-csca");
  SmallGateway h(repaired.device(), [](auto& s) { s.service_centre = "+628110000999"; });
  REQUIRE(h.until_ready());
  CHECK(sends(h, 1));
}

TEST_CASE("F01: a prompt that ends like a line is a prompt", "[modem]") {
  auto sim = as("bare-prompt");
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  CHECK(sends(g, 1));
  CHECK(sim.sent().at(0).text == "Laporan diterima.");
}

TEST_CASE("F02: bursts of +CMTI, and two for one text, bring each text once", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  for (int n = 1; n <= 8; ++n) {
    sim.inject("+628110000301", "LAPOR JALAN " + std::to_string(n));
    sim.fault("urc +CMTI: \"SM\",1");
    sim.fault("urc +CMTI: \"SM\",1");
  }
  CHECK(g.until([&] { return g.texts().size() == 8; }, 10s));
  CHECK(g.until_empty(sim));
  CHECK(g.texts().size() == 8);
}

TEST_CASE("B18: a modem that answers in digits, or not at all, is made to answer in words", "[modem]") {
  for (const auto* personality : {"numeric", "quiet"}) {
    INFO(personality);
    auto sim = as(personality);
    SmallGateway g(sim.device());
    REQUIRE(g.until_ready());
    CHECK(sends(g, 1));
  }
}

TEST_CASE("B19: USSD answers without an end, or in another coding than announced, are read", "[modem]") {
  for (const auto* personality : {"open-ussd", "hex-ussd"}) {
    INFO(personality);
    auto sim = as(personality);
    sim.command("ussd *888# Sisa pulsa Rp 5.000 s/d 12/03");
    SmallGateway g(sim.device(), [](auto& s) { s.profile.ussd_coding = engine::UssdCoding::gsm; });
    REQUIRE(g.until_ready());
    const auto asked = Clock::now();
    CHECK(ask(g, "*888#") == "ok Sisa pulsa Rp 5.000 s/d 12/03");
    CHECK(Clock::now() - asked < 5s);
  }
}

TEST_CASE("B21: what is used but not listed is read slot by slot", "[modem]") {
  auto sim = as("hides-slots");
  sim.inject("+628110000301", "LAPOR JALAN");
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  CHECK(g.until([&] { return g.texts().size() == 1; }, 8s));
}

TEST_CASE("F13: a modem that hears nothing any more has its radio switched off and on", "[modem]") {
  auto sim = as("goes-deaf");
  SmallGateway g(sim.device(), [](auto& s) {
    s.deaf_after = 1s;
    s.profile.heartbeat = 500ms;
  });
  REQUIRE(g.until_ready());
  REQUIRE(sends(g, 1));
  REQUIRE(g.until_event<engine::StatusReportReceived>());
  g.run_for(5s);  // deaf from now on
  sim.inject("+628110000301", "LAPOR JALAN");
  for (int n = 2; n <= 6; ++n) REQUIRE(sends(g, n));
  CHECK(g.texts().empty());
  CHECK(g.until([&] { return logged(g, "modem-deaf") == 1; }, 5s));
  CHECK(g.until([&] { return g.texts().size() == 1; }, 5s));
  CHECK(g.until_event<engine::StatusReportReceived>(6));
  CHECK(g.all<engine::ModemDown>().empty());
}

TEST_CASE("F09: another modem in its place is refused with a clear word", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) { s.imei = "350000000000014"; });
  REQUIRE(g.until([&] { return g.supervisor.status().state == modem::ModemState::failed; }));
  CHECK(g.supervisor.status().last_error.find("350000000000006") != std::string::npos);
  SmallGateway right(sim.device(), [](auto& s) { s.imei = "350000000000006"; });
  g.supervisor.hold();
  CHECK(right.until_ready());
}
