// The balance of a SIM, and what warns the operator before it is used up. Every phone number is fictitious.
#include "sim/world.hpp"
#include "support/catch.hpp"
#include "support/rules.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

std::shared_ptr<engine::Rules> rules_of(const engine::SimRules& sim) {
  auto out = std::make_shared<engine::Rules>(*rules(always_open, with_alerts));
  out->sims = {{"sim1", sim}};
  return out;
}

engine::SimRules asks() {
  engine::SimRules sim;
  sim.balance.ussd = "*888#";
  sim.balance.pattern = "Rp ?([0-9.]+)";
  return sim;
}

}  // namespace

TEST_CASE("a balance is asked at once and then twice a day, and known", "[upkeep]") {
  World w{rules_of(asks())};
  w.sim().ussd = [](const std::string&) { return "Sisa pulsa Rp25.000 s.d. 01/03/2027"; };
  w.settle();
  CHECK(w.sim().asked == std::vector<std::string>{"*888#"});
  CHECK(w.store().SqlStore::balance("sim1")->amount == 25000);
  w.advance(48h);
  CHECK(w.sim().asked.size() == 5);
  CHECK(w.phone(alert_phone).empty());
}

TEST_CASE("a balance that gets low is told once, and again after it was filled up", "[upkeep]") {
  World w{rules_of(asks())};
  int holds = 9000;
  w.sim().ussd = [&](const std::string&) { return "Rp " + std::to_string(holds -= 2000); };
  w.advance(72h);
  REQUIRE(w.phone(alert_phone).size() == 1);
  CHECK_THAT(w.last(alert_phone), ContainsSubstring("sim1") && ContainsSubstring("3000"));
  holds = 52'000;
  w.advance(12h);
  holds = 4'000;
  w.advance(24h);
  CHECK(w.phone(alert_phone).size() == 2);
}

TEST_CASE("an answer that can't be read leaves the balance unknown, and is asked for again", "[upkeep]") {
  World w{rules_of(asks())};
  w.sim().ussd = [](const std::string&) { return "Maaf, sistem sibuk"; };
  w.settle();
  CHECK_FALSE(w.store().SqlStore::balance("sim1")->amount);
  w.sim().ussd = {};
  w.advance(30min);
  CHECK(w.sim().asked.size() == 2);
  w.sim().ussd = [](const std::string&) { return "Rp 0"; };
  w.advance(30min);
  CHECK(w.store().SqlStore::balance("sim1")->amount == 0);
  CHECK_THAT(w.last(alert_phone), ContainsSubstring("tinggal 0"));
}

TEST_CASE("a SIM's last day is told a fortnight before and on the day, once each, over a restart too",
          "[upkeep]") {
  engine::SimRules sim;
  sim.valid_until = std::chrono::year{2026} / 3 / 20;  // the world begins on 3 March
  World w{rules_of(sim)};
  w.advance(48h);
  CHECK(w.phone(alert_phone).empty());
  w.advance(24h);
  CHECK(w.phone(alert_phone).size() == 1);
  CHECK_THAT(w.last(alert_phone), ContainsSubstring("20/03"));
  w.restart();
  w.advance(24h * 10);
  CHECK(w.phone(alert_phone).size() == 1);
  w.advance(24h * 10);
  CHECK(w.phone(alert_phone).size() == 2);
}

TEST_CASE("a SIM's warning isn't missed when a text arrives at the very moment at which it is due",
          "[upkeep]") {
  engine::SimRules sim;
  sim.valid_until = std::chrono::year{2026} / 3 / 20;
  World w{rules_of(sim)};
  const Instant due = std::chrono::sys_days{std::chrono::year{2026} / 3 / 6} - 7h;
  w.advance(due - 1s - w.now);
  w.now = due;
  w.text("TELKOMSEL", "Promo paket data");  // gets no answer, so nothing else is due
  w.settle();
  CHECK(w.phone(alert_phone).size() == 1);
}

TEST_CASE("reports come in and answers can't leave: the operator hears of it as soon as a text can",
          "[upkeep]") {
  World w{rules_of({})};
  w.sim().refuse = [](const std::string& to) { return to == alert_phone ? std::nullopt : std::optional{38}; };
  w.text("+628110000101", "LAPOR JALAN berlubang depan pasar Johar");
  w.advance(20min);
  CHECK_THAT(w.last(alert_phone), ContainsSubstring("tertahan") || ContainsSubstring("ditolak"));
  const auto told = w.phone(alert_phone).size();
  w.advance(5min);
  CHECK(w.phone(alert_phone).size() == told);
}

TEST_CASE("a modem that is away isn't asked for its balance", "[upkeep]") {
  World w{rules_of(asks())};
  w.sim().present = false;
  w.advance(24h);
  CHECK(w.sim().asked.empty());
}

TEST_CASE("alarms that come too soon after another follow in one text, and the same one isn't said twice",
          "[upkeep]") {
  World w{rules_of({})};
  w.post(engine::OperatorAlert{"satu"});
  w.settle();
  REQUIRE(w.phone(alert_phone).size() == 1);
  for (const auto* text : {"satu", "dua", "tiga", "dua"}) w.post(engine::OperatorAlert{text});
  w.advance(29min);
  CHECK(w.phone(alert_phone).size() == 1);
  w.advance(2min);
  REQUIRE(w.phone(alert_phone).size() == 2);
  CHECK(w.last(alert_phone) == "ALARM gateway: dua; tiga");
  w.post(engine::OperatorAlert{"empat"});
  w.advance(20min);
  CHECK(w.phone(alert_phone).size() == 2);
  w.advance(11min);
  CHECK(w.last(alert_phone) == "ALARM gateway: empat");
  w.advance(31min);
  w.post(engine::OperatorAlert{"empat"});
  w.settle();
  CHECK(w.phone(alert_phone).size() == 4);
}

TEST_CASE("an alarm of a time when the clock was wrong holds no later one up", "[upkeep]") {
  World w{rules_of({})};
  w.settle();
  w.now += 24h * 365;
  w.post(engine::OperatorAlert{"disk penuh"});
  w.settle();
  w.now -= 24h * 365;
  w.post(engine::ClockJumped{-24h * 365});
  w.post(engine::OperatorAlert{"database rusak"});
  w.settle();
  CHECK_THAT(w.last(alert_phone), ContainsSubstring("database rusak"));
}

TEST_CASE("more alarms than three texts hold are cut where the operator is told that there are more",
          "[upkeep]") {
  World w{rules_of({})};
  w.post(engine::OperatorAlert{"pertama"});
  w.settle();
  for (int n = 0; n < 40; ++n)
    w.post(engine::OperatorAlert{"HP BMCK tidak terjangkau, tiket " + std::to_string(1000000 + n)});
  w.advance(31min);
  std::string said;
  for (const auto& part : w.phone(alert_phone)) said += part;
  CHECK(w.phone(alert_phone).size() == 1 + 3);
  CHECK_THAT(said, ContainsSubstring("1000000; HP BMCK") &&
                       Catch::Matchers::EndsWith("; dan lainnya: laporctl doctor"));
}
