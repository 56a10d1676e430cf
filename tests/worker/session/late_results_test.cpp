// lapord dies in mid-send; the modem's answer comes in the next life. Phone numbers are fictitious.
#include "small_gateway.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;

namespace {

/// A life that ends with its second text on the air; the reference that the modem gave it.
std::string die_in_mid_send(ModemSim& sim) {
  SmallGateway g(sim.device());
  if (!g.until_ready()) throw std::runtime_error("not ready");
  g.send(1, "+628110000231", "satu");
  if (!g.until_event<engine::SendAccepted>()) throw std::runtime_error("the first text wasn't accepted");
  sim.fault("answer-lost");
  g.send(2, "+628110000231", "dua");
  if (!g.until([&] { return sim.sent().size() == 2; }))
    throw std::runtime_error("the second text didn't leave");
  return std::to_string(sim.sent()[1].reference);
}

std::string with_reference(std::string words, const std::string& reference) {
  if (const auto at = words.find("REF"); at != std::string::npos) words.replace(at, 3, reference);
  return words;
}

/// As the record of the former life has it.
void remember(ModemSim& sim, modem::ModemSettings& s) {
  s.unanswered = {1, static_cast<unsigned>(sim.sent()[0].reference),
                  std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now())};
}

}  // namespace

TEST_CASE("what a former life left on the air never answers the next one's text", "[modem]") {
  const std::string words =
      GENERATE(as<std::string>{}, "+CMGS: REF\\r\\n\\r\\nOK", "+CMS ERROR: 500", "+CME ERROR: 30", "ERROR");
  INFO(words);
  ModemSim sim;
  const auto answer = with_reference(words, die_in_mid_send(sim));
  sim.latency("CMGS", 1500);
  SmallGateway g(sim.device(), [&](auto& s) { remember(sim, s); });
  REQUIRE(g.until_ready());
  g.send(3, "+628110000232", "tiga");
  REQUIRE(g.until([&] { return sim.sent().size() == 3; }));
  sim.fault("urc " + answer);
  REQUIRE(g.until_event<engine::SendAccepted>());
  CHECK(g.all<engine::SendAccepted>()[0].message_reference == static_cast<unsigned>(sim.sent()[2].reference));
  CHECK(g.all<engine::SendRefused>().empty());
  CHECK(g.all<engine::ModemDown>().empty());
}

TEST_CASE("what a former life left on the air doesn't confuse the opening", "[modem]") {
  const std::string words =
      GENERATE(as<std::string>{}, "+CMGS: REF\\r\\n\\r\\nOK", "+CMS ERROR: 500", "ERROR", "OK");
  ModemSim sim;
  const auto answer = with_reference(words, die_in_mid_send(sim));
  const int line = GENERATE(3, 8, 10, 11);
  INFO(words << " before command line " << line);
  sim.fault("stale " + std::to_string(line) + " " + answer);
  const auto begun = std::chrono::steady_clock::now();
  SmallGateway g(sim.device(), [&](auto& s) { remember(sim, s); });
  REQUIRE(g.until_ready());
  CHECK(std::chrono::steady_clock::now() - begun < 6s);
  g.send(3, "+628110000232", "tiga");
  REQUIRE(g.until_event<engine::SendAccepted>());
  CHECK(g.all<engine::SendAccepted>()[0].message_reference == static_cast<unsigned>(sim.sent()[2].reference));
}
