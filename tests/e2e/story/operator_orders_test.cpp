// The coordinator's desk through the real laporctl. Every phone number is fictitious.
#include <unistd.h>

#include "support/catch.hpp"
#include "support/gateway.hpp"
#include "support/modemsim.hpp"

using namespace lapor::test;

TEST_CASE("a call to the hotline is taken, waits in the queue, is routed and answered by laporctl", "[e2e]") {
  constexpr auto citizen = "+628110000125";
  constexpr Millis soon{10000};
  ModemSim sim;
  Gateway gateway{sim.device()};
  gateway.start_ready();
  const auto taken =
      gateway.ctl({"new", "--channel", "hotline", "--from", citizen, "antrean di loket lama sekali"});
  CHECK(taken.status == 0);
  CHECK(text(taken.json, "ticket") == "1000015");
  CHECK(text(taken.json, "channel") == "hotline");
  sim.wait_said(citizen, "1000015", soon);
  sim.wait_said(coordinator, "1000015", soon);

  const auto queue = gateway.ctl({"queue"});
  REQUIRE(queue.json.items().size() == 1);
  CHECK(text(queue.json.items()[0], "ticket") == "1000015");
  CHECK(gateway.ctl({"route", "1000015", "BMCK"}).status == 0);
  sim.wait_said(bmck_operator, "1000015", soon);
  CHECK(gateway.ctl({"queue"}).json.items().empty());

  CHECK(gateway.ctl({"answer", "1000015", "Petugas kami datang besok pagi"}).status == 0);
  sim.wait_said(citizen, "datang besok pagi", soon);
  const auto refused = gateway.ctl({"reopen", "1000015"});
  CHECK(refused.status == 1);
  CHECK(refused.err.find("can't be reopened") != std::string::npos);
  CHECK(gateway.ctl({"separate", "1000015"}).err.find("nothing says") != std::string::npos);
  CHECK(gateway.ctl({"note", "1000016", "x"}).status == 1);
  CHECK(gateway.ctl({"new", "--channel", "fax", "x"}).status == 2);
  CHECK(gateway.ctl({"route", "1000015"}).status == 2);

  CHECK(gateway.ctl({"ticket", "1000015"}).status == 0);
  const auto looks = gateway.ctl({"access", "--ticket", "1000015"});
  REQUIRE(looks.json.items().size() == 1);
  CHECK(text(looks.json.items()[0], "what") == "ticket");
  CHECK(text(looks.json.items()[0], "actor") == "operator uid " + std::to_string(::getuid()));

  const auto scores = gateway.ctl({"scorecard", "--from", "1960-01-01"});  // counted by a child
  REQUIRE(scores.json.items().size() == 4);
  CHECK(text(scores.json.items()[0], "agency") == "BMCK");
  CHECK(number(scores.json.items()[0], "received") == 1);
  CHECK(gateway.ctl({"scorecard", "--from", "x"}).status == 1);

  const auto view = run({LAPOR_BIN_DIR "/laporctl", "--socket", (gateway.directory() / "view.sock").string(),
                         "note", "1000015", "x"});
  CHECK(view.status == 1);
  CHECK(view.err.find("only answers questions") != std::string::npos);
  CHECK(gateway.stop() == 0);
}

TEST_CASE("a fraud's text is in quarantine for laporctl to list, and its bytes to look at one at a time",
          "[e2e]") {
  ModemSim sim;
  Gateway gateway{sim.device()};
  gateway.start_ready();
  sim.inject("+628110000177", "SELAMAT! Anda menang undian Rp 100 juta, klik www.undian.com");
  Answer aside;
  gateway.await("it is set aside", [&] {
    aside = gateway.ctl({"quarantine"});
    return aside.json.items().size() == 1;
  });
  const auto& row = aside.json.items()[0];
  CHECK(text(row, "cause") == "fraud");
  CHECK(text(row, "number") == "+628110000177");
  const auto id = std::to_string(number(row, "id"));
  CHECK(text(gateway.ctl({"quarantine", id}).json, "hex").starts_with("53454c414d4154"));  // SELAMAT
  CHECK(gateway.ctl({"quarantine", "99"}).status == 1);

  const auto looks = gateway.ctl({"access"}).json;
  CHECK(text(looks.items().at(1), "what") == "quarantine");
  CHECK(text(looks.items().at(1), "detail") == "id " + id);

  const auto socket = (gateway.directory() / "view.sock").string();
  const auto table = run({LAPOR_BIN_DIR "/laporctl", "--socket", socket, "quarantine"});
  CHECK(table.out.find("+62811…177") != std::string::npos);
  CHECK(table.out.find("fraud") != std::string::npos);
  CHECK(run({LAPOR_BIN_DIR "/laporctl", "--socket", socket, "quarantine", id}).status == 1);
  CHECK(gateway.stop() == 0);
}
