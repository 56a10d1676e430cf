// Each shipped profile drives a modem that knows none of its peculiar commands. Phone numbers are fictitious.
#include <algorithm>

#include "config/config.hpp"
#include "small_gateway.hpp"
#include "support/catch.hpp"
#include "support/shipped.hpp"

using namespace lapor;
using namespace lapor::test;

namespace {

std::vector<engine::ModemProfile> shipped_profiles() {
  config::Report report;
  return config::read_profiles(shipped_files(), {}, report);
}

}  // namespace

TEST_CASE("with any shipped profile a plain modem gets ready, tells of arrivals, sends and has its SIM freed",
          "[modem]") {
  const auto all = shipped_profiles();
  REQUIRE(all.size() >= 13);
  for (const auto& profile : all) {
    INFO(profile.name);
    ModemSim sim;
    SmallGateway g(sim.device(), [&](auto& s) {
      s.profile = profile;
      s.profile.poll = std::chrono::hours(1);  // so that only a notice makes it look
    });
    REQUIRE(g.until_ready());
    sim.inject("+628110000231", "LAPOR JALAN berlubang");
    REQUIRE(g.until_event<engine::SegmentReceived>());
    g.send(1, "+628110000231", "diterima");
    REQUIRE(g.until_event<engine::SendAccepted>());
    CHECK(g.until_empty(sim));
    CHECK(g.all<engine::ModemDown>().empty());
  }
}

TEST_CASE("F13: modules that may sleep on LTE are told not to, and hear texts", "[modem]") {
  const auto all = shipped_profiles();
  for (const auto* name : {"u-blox", "simcom-sim7600", "quectel-ec2x"}) {
    INFO(name);
    const auto profile = std::find_if(all.begin(), all.end(), [&](const auto& p) { return p.name == name; });
    REQUIRE(profile != all.end());
    ModemSim sim({"--as", "saves-power"});
    SmallGateway g(sim.device(), [&](auto& s) { s.profile = *profile; });
    REQUIRE(g.until_ready());
    sim.inject("+628110000231", "LAPOR JALAN berlubang");
    CHECK(g.until_event<engine::SegmentReceived>());
  }
}
