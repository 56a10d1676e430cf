// Faults of the line between gateway and modem: silence, noise, a pulled plug.
#include "faults/trial.hpp"

namespace lapor::faults {
namespace {

using namespace std::chrono_literals;

/// The command is never answered, once.
std::function<void(Trial&)> hang_on(const std::string& command) {
  return [=](Trial& t) {
    t.start();
    t.sim.fault("hang " + command);
    t.report();
    t.until_struck("hang");
    t.over();
    t.report();
    t.until_worked();
  };
}

/// It hangs while libGammu connects.
std::function<void(Trial&)> hang_while_connecting(const std::string& command) {
  return [=](Trial& t) {
    t.start();
    t.sim.fault("hang " + command);
    t.gateway.kill_worker();
    t.report();
    t.until_struck("hang");
    t.over();
    t.until_worked();
  };
}

/// The fault lasts for a while, with reports before it ends and after.
std::function<void(Trial&)> lasting(const std::string& fault, std::chrono::seconds time) {
  return [=](Trial& t) {
    t.start();
    t.sim.fault(fault);
    t.report();
    t.pass(time);
    t.sim.clear_faults();
    t.over();
    t.report();
    t.until_worked();
  };
}

/// Strikes a few times and is over.
std::function<void(Trial&)> passing(const std::string& kind, const std::string& fault) {
  return [=](Trial& t) {
    t.start();
    t.sim.fault(fault);
    t.report();
    t.until_struck(kind);
    t.over();
    t.report();
    t.until_worked();
  };
}

/// Lines that nobody asked for, some of which look like answers.
void stray_lines(Trial& t) {
  t.start();
  t.over();  // one of them may be taken for the answer of a send, whose own is then lost
  for (const auto* line : {"+CMGS: 77", "OK", "ERROR", "^BOOT:20952548,0,0,0,72", "RING",
                           "+CMTI: \"XX\",99999", "+CDS: 4000", "> ", "+CUSD: 0,\"0041\",72", "RDY"}) {
    t.report();
    t.sim.fault(std::string("urc ") + line);
    t.pass(300ms);
  }
  t.until_worked();
}

/// Chatter keeps libGammu's own time limits from running out.
void hang_amid_chatter(Trial& t) {
  t.start();
  t.sim.fault("chatter 300");
  t.sim.fault("hang CMGL");
  t.report();
  t.until_struck("hang");
  t.over();
  t.report();
  t.until_worked();
}

std::function<void(Trial&)> unplugged(std::chrono::milliseconds time) {
  return [=](Trial& t) {
    t.start();
    t.report();
    t.sim.fault("unplug " + std::to_string(time.count()));
    t.over_in(time);
    t.report();
    t.until_worked();
  };
}

void rebooted(Trial& t) {
  t.start();
  t.sim.fault("reboot 3000");
  t.over_in(3s);
  t.report();
  t.until_worked();
}

void rebooted_in_mid_send(Trial& t) {
  t.start();
  t.sim.latency("CMGS", 3000);
  t.report();
  t.sim.wait("sent 3");
  t.sim.fault("reboot 3000");
  t.over_in(3s);
  t.sim.latency("CMGS", 300);
  t.report();
  t.until_worked();
}

/// Only a person can repair it. Until then it is tried once and never again.
void wrong_pin(Trial& t) {
  t.gateway.start();
  t.gateway.await("the modem wants a PIN", [&] {
    t.pass(200ms);
    return test::text(t.gateway.modem(), "state") == "need_pin";
  });
  t.report();
  t.pass(20s);
  t.expect(t.sim.stats()["pin_tries"] == "2",
           "the SIM has " + t.sim.stats()["pin_tries"] + " tries left of 3, not 2");
  t.gateway.setup().modem = "pin = \"1234\"";
  t.gateway.configure();
  t.gateway.hang_up();
  t.over();
  t.until_worked();
  t.remark("repaired by a person");
}

}  // namespace

std::vector<Row> rows_line() {
  return {
      {"hang on the listing", Copies::once, hang_on("CMGL")},
      {"hang on an erasure", Copies::once, hang_on("CMGD")},
      {"hang on the signal", Copies::once, hang_on("CSQ")},
      {"hang on the PIN's state", Copies::once, hang_while_connecting("CPIN")},
      {"hang while connecting", Copies::once, hang_while_connecting("CGMM")},
      {"dead modem, 20 s", Copies::once, lasting("hang forever", 20s)},
      {"garbage, 3 answers", Copies::recorded, passing("garbage", "garbage 120 count=3")},
      {"garbage before every answer, 15 s", Copies::recorded, lasting("garbage 60 forever", 15s)},
      {"truncated, 5 answers", Copies::recorded, passing("truncate", "truncate 5")},
      {"chattering URCs, 20 s", Copies::once, lasting("chatter 100", 20s)},
      {"hang amid chatter", Copies::once, hang_amid_chatter},
      {"stray lines", Copies::recorded, stray_lines},
      {"echo lost", Copies::once, passing("echo-lost", "echo-lost 2")},
      {"ERROR to anything, 5 times", Copies::recorded, passing("error", "error count=5")},
      {"unplugged, 5 s", Copies::recorded, unplugged(5s)},
      {"unplugged, 40 s", Copies::recorded, unplugged(40s)},
      {"rebooted, wants its PIN", Copies::once, rebooted, "pin = \"1234\"", {"--pin", "1234"}},
      {"rebooted in mid-send", Copies::recorded, rebooted_in_mid_send, "pin = \"1234\"", {"--pin", "1234"}},
      {"wrong PIN", Copies::once, wrong_pin, "pin = \"9999\"", {"--pin", "1234"}},
  };
}

}  // namespace lapor::faults
