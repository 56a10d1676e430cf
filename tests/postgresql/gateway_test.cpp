// The real gateway with its database on a server, over a line that is cut. Every phone number is fictitious.
#include "support/gateway.hpp"

#include <filesystem>
#include <string>

#include "postgresql/line_to_server.hpp"
#include "support/catch.hpp"
#include "support/modemsim.hpp"
#include "support/test_database.hpp"

using namespace lapor::test;
using Catch::Matchers::ContainsSubstring;

namespace {

struct OnServer {
  TestDatabase database;
  LineToServer to_server;
  TcpProxy& line = to_server.line;
  ModemSim sim;
  Gateway gateway{sim.device()};

  OnServer() {
    gateway.configure(to_server.store(database, gateway.directory()));
    gateway.start_ready();
  }
  void await_tickets(std::size_t n) {
    gateway.await("the tickets are there", [&] { return gateway.open_tickets() == n; }, Millis{60000});
  }
  void await_log(const std::string& words) {
    gateway.await(words, [&] { return gateway.log().find(words) != std::string::npos; }, Millis{60000});
  }
};

}  // namespace

TEST_CASE("a gateway whose server isn't there says so and ends, to be started again") {
  Gateway gateway{"/dev/null"};
  gateway.configure("[store]\npostgresql = \"host=/nowhere dbname=lapor\"\n");
  const auto config = (gateway.directory() / "lapord.toml").string();
  CHECK(run({LAPOR_BIN_DIR "/lapord", "--config", config, "--check-config"}).status == 0);
  const auto ended = run({LAPOR_BIN_DIR "/lapord", "--config", config});
  CHECK(ended.status == 74);
  CHECK_THAT(ended.out + ended.err, ContainsSubstring("/nowhere"));
}

TEST_CASE("a report becomes a ticket on the server, and is there after a restart", "[server]") {
  OnServer on;
  on.sim.inject(sari, "LAPOR JALAN berlubang depan pasar Johar");
  on.sim.wait_said(sari, first);
  on.sim.wait_said(bmck_operator, first);
  on.sim.wait_empty();
  CHECK_THAT(text(on.gateway.status()["database"], "path"), ContainsSubstring(on.database.name()));
  CHECK(on.gateway.ctl({"scorecard"}).status == 0);
  CHECK(on.gateway.ctl({"doctor"}).out.find("on PostgreSQL") != std::string::npos);
  CHECK_THAT(on.gateway.ctl({"backup"}).err, ContainsSubstring("postgresql.md"));
  CHECK(on.gateway.stop() == 0);
  const auto config = (on.gateway.directory() / "lapord.toml").string();
  CHECK_THAT(run({LAPOR_BIN_DIR "/laporctl", "--config", config, "vacuum"}).err,
             ContainsSubstring("postgresql.md"));
  on.gateway.start_ready();
  CHECK(on.gateway.open_tickets() == 1);
  CHECK(on.gateway.stop() == 0);
}

TEST_CASE("while the server can't be reached reports stay on the SIM, and it goes on by itself", "[server]") {
  OnServer on;
  for (const bool silent : {false, true}) {
    const std::size_t before = on.gateway.open_tickets(), heard = on.sim.texts().size();
    silent ? on.line.silence() : on.line.cut();
    on.sim.inject(silent ? budi : sari, "LAPOR JALAN berlubang depan pasar Johar");
    on.await_log(silent ? "gave no answer within" : "database-failed");
    CHECK(on.sim.stored() == 1);
    CHECK(on.sim.texts().size() == heard);
    CHECK(on.gateway.running());
    on.line.join();
    on.await_tickets(before + 1);
    on.sim.wait_empty();
    on.sim.wait_said(silent ? budi : sari, silent ? second : first);
  }
  CHECK(on.gateway.stop() == 0);
}

TEST_CASE("kills at once, again and again, lose no report and open no second ticket", "[server]") {
  OnServer on;
  for (int n = 1; n <= 6; ++n) {
    on.sim.inject(citizen(n), "LAPOR JALAN berlubang di depan rumah nomor " + std::to_string(n));
    n % 2 == 0 ? on.gateway.kill_all() : on.gateway.kill9();
    on.gateway.start_ready();
  }
  on.await_tickets(6);
  on.sim.wait_empty();
  CHECK(on.gateway.tickets().size() == 6);
  CHECK(on.gateway.stop() == 0);
}

TEST_CASE("after the server's database was put back nothing is sent that was queued then", "[server]") {
  OnServer on;
  const auto restored = [&] {
    return run({LAPOR_BIN_DIR "/laporctl", "--config", (on.gateway.directory() / "lapord.toml").string(),
                "restored"});
  };
  CHECK(on.gateway.ctl({"modem", "sim1", "hold"}).status == 0);
  REQUIRE(on.gateway.ctl({"send", budi, "sudah lama"}).status == 0);
  CHECK_THAT(restored().err, ContainsSubstring("stop it first"));
  CHECK(on.gateway.stop() == 0);
  const auto told = restored();
  INFO(told.err);
  CHECK(told.status == 0);
  CHECK_THAT(told.out, ContainsSubstring("the next ticket is "));

  on.gateway.start_ready();
  on.sim.inject(sari, "LAPOR JALAN berlubang depan pasar Johar");
  on.await_tickets(1);
  on.sim.wait_empty();
  CHECK_THAT(on.gateway.tickets().front().dump(), !ContainsSubstring(first));
  const auto old = on.gateway.outgoing(budi);
  REQUIRE(old.size() == 1);
  CHECK(text(old.front(), "state") == "expired");
  CHECK(on.gateway.stop() == 0);
}

TEST_CASE("a database is moved to a server and back, and its tickets go on", "[server]") {
  TestDatabase database;
  ModemSim sim;
  Gateway gateway{sim.device()};
  const auto config = (gateway.directory() / "lapord.toml").string();
  const auto move_to = [&](const std::string& target) {
    auto ran = run({LAPOR_BIN_DIR "/laporctl", "--config", config, "move-to", target});
    CHECK_THAT(ran.out + ran.err, !ContainsSubstring("811"));
    return ran;
  };
  const auto state_of = [&](const std::string& ticket) {
    return text(gateway.ctl({"ticket", ticket}).json, "state");
  };
  gateway.configure();
  gateway.start_ready();
  sim.inject(sari, "LAPOR JALAN berlubang depan pasar Johar");
  sim.wait_said(bmck_operator, first);
  CHECK_THAT(move_to(database.conninfo()).err, ContainsSubstring("systemctl stop lapord"));
  CHECK_THAT(move_to("sqlite").err, ContainsSubstring("already"));
  CHECK(gateway.stop() == 0);

  CHECK_THAT(move_to("host=db password=x").err, ContainsSubstring("passfile"));
  CHECK_THAT(move_to("somewhere").err, ContainsSubstring("connection string"));
  CHECK_THAT(move_to("host=/nowhere dbname=x").err, ContainsSubstring("/nowhere"));
  const auto moved = move_to(database.conninfo());
  INFO(moved.err);
  CHECK(moved.status == 0);
  CHECK_THAT(moved.out, ContainsSubstring("each compared") &&
                            ContainsSubstring("the next ticket is " + second) &&
                            ContainsSubstring("postgresql = \"host="));
  CHECK_THAT(move_to(database.conninfo()).err, ContainsSubstring("isn't empty"));

  gateway.configure("[store]\npostgresql = \"" + database.conninfo() + "\"\n");
  gateway.start_ready();
  CHECK_THAT(text(gateway.status()["database"], "path"), ContainsSubstring(database.name()));
  sim.inject(bmck_operator, "TERIMA " + first);
  gateway.await("it was accepted", [&] { return state_of(first) == "accepted"; });
  sim.inject(budi, "LAPOR LAMPU mati di Simpang Lima");
  sim.wait_said(budi, second);
  CHECK(gateway.stop() == 0);

  CHECK_THAT(move_to("sqlite").err, ContainsSubstring("move it away"));
  const auto file = gateway.directory() / "state" / "lapord.db";
  std::filesystem::rename(file, file.string() + ".moved");
  const auto back = move_to("sqlite");
  INFO(back.err);
  CHECK(back.status == 0);
  gateway.configure();
  gateway.start_ready();
  CHECK(gateway.open_tickets() == 2);
  CHECK(state_of(first) == "accepted");
  CHECK(gateway.stop() == 0);
}
