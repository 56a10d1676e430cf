// Faults of the messages that are stored on the SIM.
#include "faults/trial.hpp"

namespace lapor::faults {
namespace {

using namespace std::chrono_literals;

void sim_full(Trial& t) {
  t.start();
  t.sim.command("memfull on");
  t.gateway.ctl({"modem", "sim1", "hold"});
  t.gateway.await("the port is free", [&] {
    t.pass(50ms);
    return t.sim.stats()["open"] == "0";
  });
  for (int n = 0; n < 12; ++n) t.report();
  t.gateway.ctl({"modem", "sim1", "resume"});
  t.over();
  t.until_worked();
}

void delete_lies(Trial& t) {
  t.start();
  t.sim.fault("delete-lies 3");
  t.report();
  t.until_struck("delete-lies", 100s);
  t.over();
  t.report();
  t.until_worked();
}

void delivered_twice(Trial& t) {
  t.start();
  const int twice = t.report();
  t.over();
  t.until_worked();
  t.repeat(twice);
  t.repeat(twice);
  t.report();
  t.until_worked();
}

/// Slots that no library can read lie between those that it can.
void poisoned(Trial& t) {
  t.start();
  t.gateway.ctl({"modem", "sim1", "hold"});
  t.gateway.await("the port is free", [&] {
    t.pass(50ms);
    return t.sim.stats()["open"] == "0";
  });
  t.report();
  for (const auto* pdu :
       {"00", "0791261801000000FF", "07912618010000000F0C912618010000F1000062303180000021",
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", "0791261801000000440C912618010000F1000062303180000021"})
    t.lies_on_sim(pdu);
  t.report();
  t.gateway.ctl({"modem", "sim1", "resume"});
  t.over();
  t.until_worked();
  const auto status = t.gateway.status();
  t.expect(test::number(status["inbox"], "quarantined") >= 4, "poisoned slots aren't in quarantine");
}

/// A text that is to be shown at once and kept nowhere.
void class_0(Trial& t) {
  t.start();
  t.over();
  t.sim.inject("8899", "Sisa pulsa anda Rp 5.000", "class=0");
  t.sim.command("inject-octets 8899 udh=0605040B8423F0 4142434445");
  t.report();
  t.until_worked();
  t.expect(t.gateway.outgoing("8899").empty(), "class 0 was answered");
}

}  // namespace

std::vector<Row> rows_store() {
  return {
      {"SIM full, more wait", Copies::once, sim_full, "", {"--sim-size", "5"}},
      {"delete that lies, 3 times", Copies::once, delete_lies},
      {"delivered three times", Copies::once, delivered_twice},
      {"poisoned slots", Copies::once, poisoned},
      {"class 0 and WAP push", Copies::once, class_0},
  };
}

}  // namespace lapor::faults
