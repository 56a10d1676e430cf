// SIMs and modems as such: PINs, swaps, absences, networks. Every phone number is fictitious.
#include "sim/world.hpp"
#include "support/catch.hpp"
#include "support/rules.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

std::shared_ptr<const engine::Rules> alarming() { return rules(always_open, with_alerts); }

/// Lets the SIM of sim1 ask for this PIN. Returns "enter", or the reason why the gateway withholds it.
std::string asked(World& w, const std::string& pin, std::optional<unsigned> left = {},
                  const std::string& card = "") {
  w.now += 1s;
  for (const auto& effect : w.told(engine::PinRequired{"sim1", card, pin, left, w.now})) {
    if (std::holds_alternative<engine::EnterPin>(effect)) return "enter";
    if (const auto* no = std::get_if<engine::WithholdPin>(&effect)) return no->reason;
  }
  return "nothing";
}

void answered(World& w, bool accepted) { w.post(engine::PinResult{"sim1", accepted}); }

}  // namespace

TEST_CASE("a PIN try is on disk before it is made, and survives the gateway", "[story]") {
  World w{alarming()};
  CHECK(asked(w, "1234") == "enter");
  w.restart();  // died while it was entered
  CHECK_THAT(asked(w, "1234"), ContainsSubstring("isn't entered again"));
  CHECK(asked(w, "4321") == "enter");
  answered(w, false);
  w.restart();
  CHECK_THAT(asked(w, "9999"), ContainsSubstring("two tries ended badly"));
}

TEST_CASE("an accepted PIN is entered after every start of the modem", "[story]") {
  World w{alarming()};
  for (int n = 0; n < 5; ++n) {
    CHECK(asked(w, "1234") == "enter");
    answered(w, true);
    w.restart();
  }
  CHECK(asked(w, "1234") == "enter");
  w.post(engine::ModemUp{"sim1", {}});  // cut off before the answer, but the SIM is open
  CHECK(asked(w, "1234") == "enter");
}

TEST_CASE("when a PIN is withheld the operator hears of it once, and again after resume", "[story]") {
  World w{alarming()};
  w.settle();
  for (int n = 0; n < 3; ++n) CHECK_THAT(asked(w, ""), ContainsSubstring("none is configured"));
  w.settle();
  REQUIRE(w.phone(alert_phone).size() == 1);
  CHECK_THAT(w.last(alert_phone), ContainsSubstring("sim1 minta PIN"));
  w.advance(31min);
  w.post(engine::PinTriesForgiven{"sim1"});
  asked(w, "");
  w.settle();
  CHECK(w.phone(alert_phone).size() == 2);
}

TEST_CASE("the failures of one card are not another's, where the modem tells them apart", "[story]") {
  World w{alarming()};
  CHECK(asked(w, "1234", {}, "8962000000000000001") == "enter");
  answered(w, false);
  CHECK_THAT(asked(w, "1234", {}, "8962000000000000001"), ContainsSubstring("isn't entered again"));
  CHECK(asked(w, "1234", {}, "8962000000000000002") == "enter");
  answered(w, false);
  CHECK_THAT(asked(w, "1234"), ContainsSubstring("two tries"));  // which card it is isn't known: all count
}

TEST_CASE("the last try that the SIM has is left to a person", "[story]") {
  World w{alarming()};
  CHECK_THAT(asked(w, "1234", 1), ContainsSubstring("one try left"));
  w.post(engine::PinTriesForgiven{"sim1"});
  CHECK_THAT(asked(w, "1234", 1), ContainsSubstring("one try left"));
}

TEST_CASE("a commit that may have failed doesn't count a try twice", "[story]") {
  World w{alarming()};
  asked(w, "1234");
  answered(w, true);
  w.die_at<engine::PinRequired>(Dies::commit_unknown);
  CHECK(asked(w, "1234") == "enter");  // told again after the doubtful commit
}

TEST_CASE("a swapped SIM is told, the first one and a modem that is silent about it are not", "[story]") {
  World w{alarming()};
  w.settle();
  w.post(engine::ModemUp{"sim1", {"350000000000006", "001010000000001"}});
  w.post(engine::ModemUp{"sim1", {"", ""}});
  w.settle();
  CHECK(w.phone(alert_phone).empty());
  w.restart();
  w.settle();
  w.post(engine::ModemUp{"sim1", {"350000000000006", "001010000000002"}});
  w.settle();
  REQUIRE(w.phone(alert_phone).size() == 1);
  CHECK_THAT(w.last(alert_phone), ContainsSubstring("kartu SIM diganti"));
}

TEST_CASE("what a modem has shown to bear is remembered by its IMEI, in whatever place it stands",
          "[story]") {
  World w{alarming()};
  w.settle();
  const auto paces = [&](const std::string& modem, const std::string& imei) {
    std::vector<sim::ProvenPace> out;
    for (const auto& effect : w.told(engine::ModemUp{modem, {imei, ""}}))
      if (const auto* use = std::get_if<engine::UsePace>(&effect)) out.push_back(use->pace);
    return out;
  };
  CHECK(paces("sim1", "350000000000006").empty());
  w.post(engine::PaceShown{"sim1", "350000000000006", {50, 10}});
  w.post(engine::PaceShown{"sim1", "350000000000006", {200, 100}});
  w.post(engine::PaceShown{"sim1", "", {20, 10}});
  w.restart();
  CHECK(paces("sim2", "350000000000006") == std::vector<sim::ProvenPace>{{200, 100}});
  CHECK(paces("sim1", "350000000000014").empty());
  CHECK(paces("sim1", "").empty());
}

TEST_CASE("without a network nothing is handed over, reports come in, and all goes out once it is back",
          "[story]") {
  World w{alarming()};
  w.settle();
  w.post(engine::NetworkChanged{"sim1", false});
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.settle();
  CHECK(w.tickets().size() == 1);
  CHECK(w.sim().transmitted.empty());
  w.advance(10min);
  CHECK(w.sim().transmitted.empty());
  w.post(engine::NetworkChanged{"sim1", true});
  w.settle();
  CHECK(w.phone(sari).size() == 1);
  for (const auto& row : w.out()) CHECK(row.attempts <= 1);
}

TEST_CASE("a modem that is missing for long is told to the operator through another one", "[story]") {
  World w{alarming(), {"sim1", "sim2"}};
  w.settle();
  w.post(engine::ModemMissing{"sim1", 10min, "absent", "its device is not there"});
  w.settle();
  REQUIRE(w.phone(alert_phone).size() == 1);
  CHECK_THAT(w.last(alert_phone), ContainsSubstring("sim1") && ContainsSubstring("10 menit"));
}
