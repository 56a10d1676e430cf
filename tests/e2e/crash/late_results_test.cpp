// lapord is killed with a text on the air; the modem's answer to it comes after the next life's first Ctrl-Z.
// Phone numbers are fictitious.
#include <fmt/format.h>

#include "support/catch.hpp"
#include "support/gateway.hpp"
#include "support/modemsim.hpp"

using namespace lapor::test;

namespace {

constexpr auto earlier = "+628110000551", cut_off = "+628110000552", next = "+628110000553";

void say(const Gateway& gateway, const char* to, const char* words) {
  const auto answer = gateway.ctl({"send", to, words});
  if (answer.status != 0) throw std::runtime_error("send was refused: " + answer.err);
}

std::string state_of(const Gateway& gateway, const char* to) {
  return text(gateway.outgoing(to).at(0), "state");
}

}  // namespace

TEST_CASE("an answer to a text that lapord died with is credited to no other", "[fire]") {
  const bool refused = GENERATE(false, true);
  ModemSim sim;
  sim.command("report off");
  Setup setup;
  setup.delivery = "unsure_wait = \"60s\"";
  Gateway gateway{sim.device(), setup};
  gateway.start_ready();
  say(gateway, earlier, "satu");
  gateway.await("the first text is sent", [&] { return state_of(gateway, earlier) == "sent"; });

  sim.fault("answer-lost");
  say(gateway, cut_off, "dua");
  sim.wait_sent(2);
  gateway.kill9();
  sim.latency("CMGS", 3000);
  gateway.start();
  CHECK(state_of(gateway, cut_off) == "unsure");
  say(gateway, next, "tiga");
  sim.wait_sent(3, Millis{30000});
  const auto sent = sim.sent();
  REQUIRE(sent[2].to == next);
  sim.fault("urc " +
            (refused ? "+CMS ERROR: 38" : fmt::format("+CMGS: {}\\r\\n\\r\\nOK", sent[1].reference)));

  gateway.await("the third text is sent", [&] { return state_of(gateway, next) == "sent"; });
  const auto record = gateway.outgoing(next).at(0);
  CHECK(number(record, "reference") == sent[2].reference);
  CHECK(number(record, "attempts") == 1);
  CHECK(state_of(gateway, cut_off) == "unsure");
  CHECK(sim.sent().size() == 3);
  CHECK(gateway.stop() == 0);
}
