// Tests which SIM sends, and what happens to texts when one can't. Every phone number is fictitious.
#include <fmt/format.h>

#include <algorithm>

#include "sim/world.hpp"
#include "support/catch.hpp"
#include "support/rules.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

std::shared_ptr<engine::Rules> rules_with(const std::map<std::string, engine::SimRules>& sims) {
  auto out = std::make_shared<engine::Rules>(*rules(always_open, with_alerts));
  out->sims = sims;
  return out;
}

void send(World& w, const std::string& to, const std::string& text) {
  w.post(engine::SendRequested{to, text, at_the_desk});
}

std::size_t left(World& w, const std::string& modem, const std::string& to) {
  const auto& all = w.sim(modem).transmitted;
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const Sms& s) { return s.number == to; }));
}

unsigned tries(World& w) {
  unsigned n = 0;
  for (const auto& row : w.out()) n += row.attempts;
  return n;
}

std::size_t in_state(World& w, const std::string& state) {
  const auto rows = w.out();
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [&](const auto& row) { return row.state == state; }));
}

const auto no_credit = [](const std::string&) { return std::optional{8}; };

}  // namespace

TEST_CASE("without credit nothing is lost: after hours of refusals all goes by itself within a minute",
          "[sims]") {
  World w{rules(always_open, with_alerts)};
  w.sim().refuse = no_credit;
  for (int n = 1; n <= 6; ++n) send(w, citizen(n), "halo");
  w.advance(5h);
  CHECK(in_state(w, "failed") == 0);
  CHECK(in_state(w, "queued") == 7);  // with the alarm
  CHECK(tries(w) < 150);              // every 40 s for an hour, then every ten minutes
  w.sim().refuse = {};
  w.advance(10min + 1s);
  CHECK(in_state(w, "sent") == 7);
  CHECK_THAT(w.last(alert_phone), ContainsSubstring("SIM sim1") && ContainsSubstring("CMS 8"));
}

TEST_CASE("after a short trouble a SIM works again within 40 s", "[sims]") {
  World w{rules()};
  w.sim().refuse = no_credit;
  for (int n = 1; n <= 6; ++n) send(w, citizen(n), "halo");
  w.advance(3min);
  w.sim().refuse = {};
  w.advance(41s);
  CHECK(in_state(w, "sent") == 6);
}

TEST_CASE("a restart doesn't make a sick SIM well", "[sims]") {
  World w{rules()};
  w.sim().refuse = no_credit;
  for (int n = 1; n <= 6; ++n) send(w, citizen(n), "halo");
  w.advance(2min);
  const auto before = tries(w);
  w.restart();
  w.settle();
  CHECK(tries(w) == before);
  w.advance(40s);
  CHECK(tries(w) == before + 1);
}

TEST_CASE("the operator's word makes it try at once", "[sims]") {
  World w{rules()};
  w.sim().refuse = no_credit;
  for (int n = 1; n <= 6; ++n) send(w, citizen(n), "halo");
  w.advance(5h);
  w.sim().refuse = {};
  w.post(engine::SimTrusted{"sim1"});
  w.settle();
  CHECK(in_state(w, "sent") == 6);
}

TEST_CASE("one dead number ends with its reason, the others don't wait", "[sims]") {
  World w{rules()};
  w.sim().refuse = [](const std::string& to) { return to == citizen(1) ? std::optional{1} : std::nullopt; };
  for (int n = 1; n <= 6; ++n) send(w, citizen(n), "halo");
  w.settle();
  CHECK(in_state(w, "sent") == 5);
  CHECK(in_state(w, "failed") == 1);
}

TEST_CASE("a phone that is away is tried more and more rarely, and its other texts with it", "[sims]") {
  World w{rules()};
  w.sim().refuse = [](const std::string& to) { return to == citizen(1) ? std::optional{27} : std::nullopt; };
  for (int n = 0; n < 4; ++n) send(w, citizen(1), fmt::format("halo {}", n));
  send(w, citizen(2), "halo");
  w.advance(4s);
  CHECK(tries(w) == 2);
  CHECK(in_state(w, "sent") == 1);
  w.advance(1s);
  CHECK(tries(w) == 3);
  w.sim().refuse = {};
  w.advance(30s);
  CHECK(in_state(w, "sent") == 5);
}

TEST_CASE("hours without a network cost a text nothing", "[sims]") {
  World w{rules()};
  w.sim().refuse = [](const std::string&) { return std::optional{331}; };
  send(w, citizen(1), "halo");
  w.advance(8h);
  CHECK(in_state(w, "queued") == 1);
  w.sim().refuse = {};
  w.advance(10min + 1s);
  CHECK(in_state(w, "sent") == 1);
}

TEST_CASE("what one SIM can't send goes over the other, and so does the alarm", "[sims]") {
  World w{rules(always_open, with_alerts), {"sim1", "sim2"}};
  w.sim("sim1").refuse = no_credit;
  for (int n = 1; n <= 8; ++n) send(w, citizen(n), "halo");
  w.advance(10s);
  CHECK(in_state(w, "sent") == 9);
  CHECK(left(w, "sim2", alert_phone) == 1);
  for (int n = 1; n <= 8; ++n) CHECK(left(w, "sim2", citizen(n)) == 1);
}

TEST_CASE("a SIM serves its own numbers, and another takes over while it is away", "[sims]") {
  engine::SimRules first, second;
  first.prefixes = {"+6281100004"};
  second.prefixes = {"+6281100002", "+62811"};
  World w{rules_with({{"sim1", first}, {"sim2", second}}), {"sim1", "sim2"}};
  w.settle();  // both are there
  for (int n = 1; n <= 5; ++n)
    send(w, citizen(n), "halo"), send(w, fmt::format("+6281100002{:02}", n), "halo");
  w.settle();
  CHECK(w.sim("sim1").transmitted.size() == 5);
  for (int n = 1; n <= 5; ++n) CHECK(left(w, "sim1", citizen(n)) == 1);
  w.sim("sim1").present = false;
  w.settle();
  send(w, citizen(6), "halo");
  w.settle();
  CHECK(left(w, "sim2", citizen(6)) == 1);
}

TEST_CASE("at most so many a minute go over a SIM, a few at once", "[sims]") {
  engine::SimRules slow;
  slow.pace = {2, 3};
  World w{rules_with({{"sim1", slow}})};
  for (int n = 1; n <= 7; ++n) send(w, citizen(n), "halo");
  w.settle();
  CHECK(in_state(w, "sent") == 3);
  w.advance(1min);
  CHECK(in_state(w, "sent") == 5);
  w.restart();  // which is no way around it
  w.settle();
  CHECK(in_state(w, "sent") == 5);
  w.advance(1min);
  CHECK(in_state(w, "sent") == 7);
}

TEST_CASE("a SIM that has sent its day's number rests until midnight, another goes on", "[sims]") {
  engine::SimRules small;
  small.daily_limit = 2;
  World w{rules_with({{"sim1", small}, {"sim2", {}}}), {"sim1"}};
  for (int n = 1; n <= 3; ++n) send(w, citizen(n), "halo");
  w.advance(10h);
  CHECK(in_state(w, "sent") == 2);
  w.advance(13h);  // the world begins at eight in the morning
  CHECK(in_state(w, "sent") == 3);
}

TEST_CASE("twenty texts to one phone don't hold up one to another", "[sims]") {
  engine::SimRules slow;
  slow.pace = {60, 1};
  World w{rules_with({{"sim1", slow}})};
  for (int n = 0; n < 20; ++n) send(w, citizen(1), fmt::format("halo {}", n));
  w.advance(5s);
  send(w, citizen(2), "halo");
  w.advance(3s);
  CHECK(left(w, "sim1", citizen(2)) == 1);
  w.advance(1min);
  CHECK(left(w, "sim1", citizen(1)) == 20);
}

TEST_CASE("the parts of a text go over one SIM", "[sims]") {
  World w{rules(), {"sim1", "sim2"}};
  for (int n = 1; n <= 4; ++n) send(w, citizen(n), std::string(400, 'x'));
  w.settle();
  for (int n = 1; n <= 4; ++n) {
    const auto one = left(w, "sim1", citizen(n)), two = left(w, "sim2", citizen(n));
    CHECK(one + two == 3);
    CHECK((one == 0 || two == 0));
  }
}

TEST_CASE("a text whose SIM went away between two parts waits, then begins anew over another", "[sims]") {
  World w{rules(), {"sim1", "sim2"}};
  w.sim("sim2").present = false;
  int parts = 0;
  w.sim("sim1").refuse = [&](const std::string&) { return parts++ < 2 ? std::nullopt : std::optional{38}; };
  send(w, citizen(1), std::string(400, 'x'));
  w.settle();
  REQUIRE(left(w, "sim1", citizen(1)) == 1);
  w.sim("sim1").present = false;
  w.sim("sim2").present = true;
  w.advance(9min);
  CHECK(left(w, "sim2", citizen(1)) == 0);
  w.advance(2min);
  CHECK(left(w, "sim2", citizen(1)) == 3);
  CHECK(in_state(w, "sent") == 1);
}

TEST_CASE("a text that may have left over one SIM isn't sent by another before its doubt is over", "[sims]") {
  World w{rules(), {"sim1", "sim2"}};
  w.sim("sim2").present = false;
  w.settle();
  send(w, citizen(1), "halo");
  w.post(engine::Prompted{"sim1", w.sim("sim1").in_hand->attempt});
  w.sim("sim1").present = false;
  w.sim("sim2").present = true;
  w.settle();
  CHECK(in_state(w, "unsure") == 1);
  CHECK(left(w, "sim2", citizen(1)) == 0);
  w.advance(61s);
  CHECK(left(w, "sim2", citizen(1)) == 1);
  CHECK(in_state(w, "sent") == 1);
}

TEST_CASE("a modem whose worker is stuck gets no text until it is free", "[sims]") {
  World w{rules(), {"sim1", "sim2"}};
  w.settle();
  w.post(engine::ModemStuck{"sim1", "listing"});
  for (int n = 1; n <= 4; ++n) send(w, citizen(n), "halo");
  w.settle();
  CHECK(w.sim("sim2").transmitted.size() == 4);
  w.post(engine::ModemFree{"sim1"});
  for (int n = 1; n <= 4; ++n) send(w, citizen(n), "halo lagi");
  w.settle();
  CHECK(w.sim("sim1").transmitted.size() >= 1);
}
