// Tests how long the gateway may take to end. Slow, because the test waits for that long. Every phone number
// is fictitious.
#include "support/catch.hpp"
#include "support/gateway.hpp"
#include "support/modemsim.hpp"

using namespace lapor::test;

TEST_CASE("a modem that never answers a send doesn't hold SIGTERM up for ever", "[fire]") {
  ModemSim sim;
  Gateway gateway{sim.device()};
  gateway.start_ready();
  sim.fault("answer-lost");
  REQUIRE(gateway.ctl({"send", "+628110000124", "Uji henti"}).status == 0);
  sim.wait_sent(1);
  CHECK(gateway.stop(Millis{45000}) == 0);
}
