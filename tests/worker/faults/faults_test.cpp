// A modem that failed is used again when it answers again. Nothing is lost, and nothing is sent twice by
// itself. Phone numbers are fictitious.
#include "small_gateway.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;

namespace {

/// Sends until one try is accepted; what was refused, cut off or lost with its worker is tried again.
bool send_until_accepted(SmallGateway& g, const std::string& to, const std::string& text) {
  static int attempt = 1000;
  for (int tries = 0; tries < 12; ++tries) {
    if (!g.until_ready()) return false;
    const auto accepted = g.all<engine::SendAccepted>().size(), before = g.events.size();
    g.send(++attempt, to, text);
    const auto settled = [&] {
      for (auto n = before; n < g.events.size(); ++n) {
        const auto& e = g.events[n];
        if (std::holds_alternative<engine::SendAccepted>(e) ||
            std::holds_alternative<engine::SendRefused>(e) ||
            std::holds_alternative<engine::SendAborted>(e) ||
            std::holds_alternative<engine::SendInDoubt>(e) || std::holds_alternative<engine::ModemDown>(e))
          return true;
      }
      return false;
    };
    if (!g.until(settled)) return false;
    if (g.all<engine::SendAccepted>().size() > accepted) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("after any fault the modem receives and sends again", "[modem]") {
  const auto fault = GENERATE(as<std::string>{}, "hang-before-prompt", "hang-after-ctrlz", "answer-lost",
                              "error-but-sent", "cms 500", "error CMGD", "error CMGL", "hang CMGD",
                              "hang CMGL", "hang CSQ", "garbage 120", "truncate 3", "echo-lost 2",
                              "unplug 300", "reboot 500", "urc +CMGS: 77", "urc OK", "urc ERROR");
  INFO(fault);
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) {
    s.profile.command = 1500ms;
    s.profile.list = 1500ms;
    s.profile.prompt = 1500ms;
    s.profile.send = 1500ms;
    s.profile.poll = 1s;
    s.profile.heartbeat = 1s;
  });
  REQUIRE(g.until_ready());
  sim.fault(fault);
  sim.inject("+628110000401", "LAPOR di tengah gangguan");
  CHECK(send_until_accepted(g, "+628110000402", "balasan"));
  CHECK(g.until_event<engine::SegmentReceived>());
  CHECK(g.until_empty(sim));
  CHECK(g.texts().at(0) == "LAPOR di tengah gangguan");
  // A second copy leaves only if the first may have left: its answer was lost, or was wrong.
  const bool may_repeat = fault == "answer-lost" || fault == "error-but-sent" ||
                          fault.rfind("truncate", 0) == 0 || fault.rfind("garbage", 0) == 0 ||
                          fault.rfind("urc", 0) == 0 || fault.rfind("reboot", 0) == 0;
  CHECK(sim.sent().size() <= (may_repeat ? 2u : 1u));
}
