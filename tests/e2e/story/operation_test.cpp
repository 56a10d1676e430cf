// Stories of an operator's orders to a running gateway, and of sticks that come and go. Every phone number is
// fictitious.
#include <signal.h>

#include <fstream>

#include "support/catch.hpp"
#include "support/gateway.hpp"
#include "support/modemsim.hpp"

using namespace lapor::test;

namespace {

constexpr Millis soon{10000};

void write(const Gateway& gateway, const std::string& name, const std::string& text) {
  std::ofstream(gateway.directory() / name) << text;
}

bool logged(const Gateway& gateway, const std::string& words) {
  return gateway.log().find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a good file is taken while running, a bad one is refused with its line", "[e2e]") {
  ModemSim sim;
  Setup setup;
  setup.gateway = "replies = \"replies.toml\"";
  Gateway gateway{sim.device(), setup};
  write(gateway, "replies.toml", "");
  gateway.start_ready();

  write(gateway, "replies.toml", "HELP = \"Bantuan kata baru\"\n");
  gateway.hang_up();
  gateway.await("the new words are used", [&] {
    sim.inject(sari, "BANTUAN");
    try {
      sim.wait_said(sari, "kata baru", Millis{1000});
      return true;
    } catch (const std::runtime_error&) {
      return false;
    }
  });

  gateway.configure("\n[gatewy]\nname = \"x\"\n");
  gateway.hang_up();
  gateway.await("the bad file is named", [&] { return logged(gateway, "lapord.toml:"); });
  CHECK(text(gateway.modem(), "state") == "ready");
  const auto before = sim.texts().size();
  sim.inject(sari, "INFO");  // the same words in the same second would be the same text
  sim.wait_texts(before + 1, soon);
  CHECK(sim.texts().back().text.find("kata baru") != std::string::npos);
  CHECK(gateway.stop() == 0);
}

TEST_CASE("SIGTERM in mid-send lets the send end and puts it on record", "[e2e]") {
  ModemSim sim;
  sim.latency("CMGS", 1500);
  Gateway gateway{sim.device()};
  gateway.start_ready();
  REQUIRE(gateway.ctl({"send", sari, "Uji henti"}).status == 0);
  REQUIRE(gateway.ctl({"send", sari, "Uji henti yang kedua"}).status == 0);
  sim.wait_sent(1, soon);
  CHECK(gateway.stop(soon) == 0);
  CHECK(sim.sent().size() == 1);
  sim.wait("closed", soon);

  gateway.start();
  const auto out = gateway.outgoing(sari);
  REQUIRE(out.size() == 2);
  int sent = 0;
  for (const auto& one : out) sent += text(one, "state") == "sent" || text(one, "state") == "delivered";
  CHECK(sent == 1);
  sim.wait_sent(2, soon);
  CHECK(sim.sent()[1].text == "Uji henti yang kedua");
}

TEST_CASE("a stick that was pulled out and put back is used again by itself", "[e2e]") {
  ModemSim sim;
  Gateway gateway{sim.device()};
  gateway.start_ready();
  sim.fault("unplug");
  gateway.await("the modem is missed", [&] { return text(gateway.modem(), "state") != "ready"; });
  sim.inject(sari, "LAPOR JALAN berlubang saat modem dicabut");
  sim.fault("plug");
  gateway.await("its text becomes a ticket", [&] { return gateway.open_tickets() == 1; });
  sim.wait_said(sari, "1000015", soon);
  CHECK(gateway.stop() == 0);
}

TEST_CASE("a killed worker is started again and the gateway stays", "[e2e]") {
  ModemSim sim;
  Gateway gateway{sim.device()};
  gateway.start_ready();
  const auto before = gateway.workers();
  REQUIRE(before.size() == 1);
  gateway.kill_worker();
  sim.inject(sari, "LAPOR JALAN berlubang saat pekerja mati");
  sim.wait_said(sari, "1000015", soon);
  const auto after = gateway.workers();
  REQUIRE(after.size() == 1);
  CHECK(after[0] != before[0]);
  CHECK(number(gateway.modem(), "pid") == after[0]);
}

TEST_CASE("a killed gateway takes its worker along, and nothing leaves behind its back", "[e2e]") {
  ModemSim sim;
  Gateway gateway{sim.device()};
  gateway.start_ready();
  gateway.kill9();
  sim.wait("closed", soon);
  gateway.start_ready();
  CHECK(gateway.stop() == 0);
}

TEST_CASE("laporctl says by its exit status who is at fault", "[e2e]") {
  ModemSim sim;
  Gateway gateway{sim.device()};
  CHECK(gateway.ctl({"status"}).status == 69);
  gateway.start_ready();
  CHECK(gateway.ctl({"status"}).status == 0);
  CHECK(gateway.ctl({"nonsense"}).status == 2);
  const auto refused = gateway.ctl({"ticket", "1000010"});
  CHECK(refused.status == 1);
  CHECK_FALSE(refused.err.empty());
  CHECK(gateway.stop() == 0);
  CHECK(gateway.ctl({"status"}).status == 69);
}

TEST_CASE("two gateways never share a database", "[e2e]") {
  ModemSim sim;
  Gateway gateway{sim.device()};
  gateway.start_ready();
  const auto second =
      run({LAPOR_BIN_DIR "/lapord", "--config", (gateway.directory() / "lapord.toml").string()}, soon);
  CHECK(second.status != 0);
  CHECK(second.status != 137);
  CHECK_FALSE(second.err.empty());
  CHECK(gateway.ctl({"status"}).status == 0);
  CHECK(text(gateway.modem(), "state") == "ready");
}

TEST_CASE("a bad configuration ends with 78 and every error by its line", "[e2e]") {
  Gateway gateway{"modem", {}};
  gateway.configure("\n[limit]\nx = 1\n[gateway2]\ny = 2\n");
  const auto refused =
      run({LAPOR_BIN_DIR "/lapord", "--config", (gateway.directory() / "lapord.toml").string()}, soon);
  CHECK(refused.status == 78);
  CHECK(refused.err.find("limits") != std::string::npos);  // the nearest known name
  CHECK(refused.err.find("gateway2") != std::string::npos);
  CHECK(refused.err.find("lapord.toml:") != std::string::npos);
}
