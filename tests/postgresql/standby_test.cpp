// Two real gateways with one database: one is active, the other stands by and takes over. Every phone number
// is fictitious.
#include <fmt/format.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "postgresql/line_to_server.hpp"
#include "support/catch.hpp"
#include "support/gateway.hpp"
#include "support/modemsim.hpp"
#include "support/tcp_proxy.hpp"
#include "support/test_database.hpp"

using namespace lapor::test;
using Catch::Matchers::ContainsSubstring;

namespace {

/// A gateway with a modem and a SIM of its own.
struct Box {
  ModemSim sim;
  Gateway gateway{sim.device()};

  Box(const std::string& name, const TestDatabase& database) {
    gateway.configure("[store]\npostgresql = \"" + database.conninfo() +
                      "\"\nlease = \"6s\"\n[node]\nname = \"" + name + "\"\n");
  }
  void report(const std::string& from, const std::string& number) {
    sim.inject(from, "LAPOR JALAN berlubang depan rumah nomor " + number.substr(number.size() - 1));
    sim.wait_said(from, number);
    sim.wait_empty();
    gateway.await("all has gone out", [&] {
      const auto waiting = gateway.status()["outbox"];
      return lapor::test::number(waiting, "queued") + lapor::test::number(waiting, "sending") == 0;
    });
  }
  /// Its modem is ready: it was a standby, and is active now.
  void await_taking_over() { gateway.wait_ready(Millis{60000}); }
};

struct TwoBoxes {
  TestDatabase database;
  Box kudus{"kudus", database}, blora{"blora", database};

  TwoBoxes() {
    kudus.gateway.start_ready();
    blora.gateway.start_standby();
  }
  std::vector<std::string> numbers() const {
    std::vector<std::string> out;
    for (const auto& ticket : blora.gateway.tickets()) out.push_back(text(ticket, "number"));
    return out;
  }
};

}  // namespace

TEST_CASE("a gateway that stands by touches no modem, and says who is active", "[server]") {
  TwoBoxes two;
  CHECK(two.blora.gateway.workers().empty());
  CHECK_THAT(two.blora.gateway.ctl({"status"}).err, ContainsSubstring("kudus is active"));
  const auto seen_there = two.blora.gateway.ctl({"nodes"}).json.items();
  REQUIRE(seen_there.size() == 2);
  CHECK((text(seen_there[0], "node") == "kudus" && text(seen_there[0], "role") == "active"));
  CHECK((text(seen_there[1], "node") == "blora" && text(seen_there[1], "role") == "standby"));
  const auto seen_here = two.kudus.gateway.ctl({"nodes"}).json.items();
  REQUIRE(seen_here.size() == 2);
  CHECK((text(seen_here[1], "node") == "blora" && text(seen_here[1], "state") == "ready"));
  CHECK(two.blora.gateway.stop() == 0);
  two.kudus.report(sari, first);
  CHECK(two.kudus.gateway.stop() == 0);
}

TEST_CASE("an active gateway that is silent for its lease is followed by the other one", "[server]") {
  TwoBoxes two;
  two.kudus.report(sari, first);
  two.kudus.gateway.kill_all();
  two.blora.await_taking_over();
  CHECK_THAT(two.blora.gateway.log(), ContainsSubstring("kudus was silent for 6 s"));
  two.blora.report(budi, second);
  CHECK(two.blora.gateway.tickets().size() == 2);

  two.kudus.gateway.start_standby();
  CHECK(two.blora.gateway.stop() == 0);  // gives the lease back, so nobody waits for its end
  two.kudus.await_taking_over();
  CHECK(two.kudus.gateway.tickets().size() == 2);
  CHECK(two.kudus.gateway.stop() == 0);
}

TEST_CASE("a gateway that stood still writes nothing after another one has taken over", "[server]") {
  TwoBoxes two;
  two.kudus.report(sari, first);
  two.kudus.gateway.signal(SIGSTOP);
  two.blora.await_taking_over();
  two.blora.report(budi, second);
  two.kudus.sim.inject(sari, "LAPOR LAMPU mati di Simpang Lima");
  const auto heard = two.kudus.sim.texts().size();
  two.kudus.gateway.signal(SIGCONT);
  CHECK(two.kudus.gateway.wait_ended() == 75);
  CHECK_THAT(two.kudus.gateway.log(), ContainsSubstring("another gateway has taken over"));
  CHECK(two.kudus.sim.stored() == 1);
  CHECK(two.kudus.sim.texts().size() == heard);
  CHECK(two.blora.gateway.tickets().size() == 2);
  CHECK(two.blora.gateway.stop() == 0);
}

TEST_CASE("a gateway that is started again goes on at once, without waiting for its own lease", "[server]") {
  TwoBoxes two;
  two.kudus.report(sari, first);
  two.kudus.gateway.kill9();
  two.kudus.gateway.start_ready(Millis{5000});
  CHECK_THAT(two.blora.gateway.ctl({"nodes"}).out, ContainsSubstring("standby"));
  two.kudus.report(budi, second);
  CHECK(two.blora.gateway.stop() == 0);
  CHECK(two.kudus.gateway.stop() == 0);
}

namespace {

/// A gateway whose one modem is lent to it by the box pati.
struct Borrower {
  ModemSim& sim;
  std::uint16_t port = free_port();
  Gateway gateway;
  std::unique_ptr<Process> listener;

  Borrower(const std::string& name, ModemSim& modem, const TestDatabase& database)
      : sim(modem), gateway("", setup(name)) {
    gateway.configure("[store]\npostgresql = \"" + database.conninfo() + "\"\nlease = \"6s\"\n");
  }
  Setup setup(const std::string& name) const {
    Setup out;
    out.modem = fmt::format(
        "[node]\nname = \"{}\"\nlisten = \"127.0.0.1:{}\"\nsocket = \"nodes.sock\"\n[[modem]]\nname = "
        "\"sim1\"\n"
        "device = \"{}\"\nnode = \"pati\"\nprofile = \"generic-at\"\npace = \"fast\"\n",
        name, port, sim.device());
    return out;
  }
  std::filesystem::path file(const std::string& name) const { return gateway.directory() / name; }
  void start_listener() {
    listener = std::make_unique<Process>(
        std::vector<std::string>{LAPOR_BIN_DIR "/lapord-nodes", "--gateway", file("nodes.sock")},
        file("lapord-nodes.log"));
  }
};

}  // namespace

TEST_CASE("a modem in another town follows the gateway that is active", "[server]") {
  TestDatabase database;
  ModemSim sim;
  Borrower kudus{"kudus", sim, database}, blora{"blora", sim, database};
  kudus.gateway.start();
  kudus.start_listener();
  Answer admitted;
  kudus.gateway.await("the node is admitted", [&] {
    admitted = kudus.gateway.ctl(
        {"node", "add", "pati", "--at", fmt::format("127.0.0.1:{},127.0.0.1:{}", kudus.port, blora.port)});
    return admitted.status == 0;
  });
  const auto config = kudus.file("node.toml");
  std::ofstream(config) << text(admitted.json, "configuration");
  std::filesystem::create_directories(blora.file("state"));
  std::filesystem::copy(kudus.file("state") / "nodes", blora.file("state") / "nodes",
                        std::filesystem::copy_options::recursive);
  Process node({LAPOR_BIN_DIR "/lapord-node", "--config", config}, kudus.file("lapord-node.log"));
  kudus.gateway.wait_ready();
  blora.gateway.start_standby();

  sim.inject(sari, "LAPOR JALAN berlubang depan pasar Johar");
  sim.wait_said(bmck_operator, first);
  kudus.gateway.kill9();
  blora.gateway.await("it is active", [&] { return blora.gateway.ctl({"status"}).status == 0; });
  blora.start_listener();
  blora.gateway.wait_ready(Millis{90000});
  sim.inject(budi, "LAPOR LAMPU mati di Simpang Lima");
  blora.gateway.await("the second report is a ticket", [&] { return blora.gateway.open_tickets() == 2; });
  CHECK(blora.gateway.stop() == 0);
}
