// Faults between lapord and a carrier, over SMPP.
#include <fmt/format.h>

#include <array>
#include <functional>
#include <random>
#include <string>

#include "faults/line_trial.hpp"

namespace lapor::faults {
namespace {

using namespace std::chrono_literals;

constexpr auto response = 30s;  ///< how long the carrier may take, as the key has it

/// The next `n` submits are refused.
std::function<void(LineTrial&)> refusing(int n, const std::string& how) {
  return [=](LineTrial& t) {
    t.start();
    t.carrier.command(fmt::format("refuse {} {}", n, how));
    t.report();
    t.until("refused", n);
    t.over();
    t.report();
    t.until_worked();
  };
}

/// The carrier hangs up and refuses some binds; waiting for the next try belongs to the fault.
std::function<void(LineTrial&)> refusing_binds(int n, const std::string& status,
                                               std::chrono::seconds pauses) {
  return [=](LineTrial& t) {
    t.start();
    t.carrier.command(fmt::format("refuse-bind {} {}", n, status));
    t.carrier.command("drop");
    t.over_in(pauses);
    t.report();
    t.until_worked();
  };
}

/// The carrier does this once, and the gateway notices it after the time `notices`.
std::function<void(LineTrial&)> once(const std::string& command, std::chrono::milliseconds notices) {
  return [=](LineTrial& t) {
    t.start();
    t.carrier.command(command);
    t.over_in(notices);
    t.report();
    t.until_worked();
  };
}

/// The carrier behaves so from the start.
std::function<void(LineTrial&)> behaving(const std::string& command) {
  return [=](LineTrial& t) {
    t.carrier.command(command);
    t.start();
    t.over();
    for (int n = 0; n < 5; ++n) t.report();
    t.until_worked();
  };
}

void silent(LineTrial& t) {
  t.start();
  t.carrier.command("silent on");
  t.report();
  t.pass(40s);
  t.carrier.command("silent off");
  t.over_in(response);  // it may have begun another bind just then
  t.report();
  t.until_worked();
}

void dropped_again_and_again(LineTrial& t) {
  t.start();
  for (int n = 0; n < 5; ++n) {
    t.report();
    t.pass(700ms);
    t.carrier.command("drop");
  }
  t.over();
  t.until_worked();
}

void worker_killed_under_way(LineTrial& t) {
  t.start();
  t.carrier.command("latency 1500");
  t.report();
  t.pass(700ms);
  t.gateway.kill_worker();
  t.carrier.command("latency 50");
  t.over_in(5s);
  t.report();
  t.until_worked();
}

/// Packets and halves of packets that no carrier sends.
void hostile(LineTrial& t) {
  constexpr int packets = 200;
  t.start();
  std::mt19937 dice(20267);
  for (int n = 0; n < packets; ++n) {
    std::string hex;
    for (int octets = 16 + static_cast<int>(dice() % 60); octets > 0; --octets)
      hex += fmt::format("{:02x}", dice() % 256);
    // Half of them have a plausible length and command, so that they are read further.
    if (dice() % 2 == 0)
      hex.replace(0, 16,
                  fmt::format("{:08x}{:08x}", hex.size() / 2,
                              std::array{0x05u, 0x80000004u, 0x103u, 0x15u, 0x06u}[dice() % 5]));
    t.carrier.command("raw " + hex);
    t.pass(20ms);
    if (n % 40 == 0) t.report();
  }
  t.over_in(30s);  // the pauses between binds have grown
  t.report();
  t.until_worked();
}

void unreadable(LineTrial& t) {
  t.start();
  t.carrier.command("raw 000000180000000500000000000000630001013632383131");
  t.over();
  t.report();
  t.until_worked();
  t.expect(test::number(t.gateway.status()["inbox"], "quarantined") == 1, "it isn't in quarantine");
}

}  // namespace

std::vector<Row> rows_smpp() {
  return {
      {"SMPP: throttled 5 times, no body", Copies::once, refusing(5, "0x58 nobody")},
      {"SMPP: queue full 3 times, with an id", Copies::once, refusing(3, "0x14 id")},
      {"SMPP: a vendor's code", Copies::once, refusing(1, "0x401 nobody")},
      {"SMPP: bind refused, already bound", Copies::recorded, refusing_binds(3, "0x05", 10s)},
      {"SMPP: bind refused, wrong password", Copies::recorded, refusing_binds(1, "0x0e", 61s)},
      {"SMPP: dropped, 5 times", Copies::recorded, dropped_again_and_again},
      {"SMPP: cut in mid-submit, text lost", Copies::recorded, once("cut 1", 5s)},
      {"SMPP: cut in mid-submit, text taken", Copies::recorded, once("cut 1 taken", 5s)},
      {"SMPP: no response to a submit", Copies::recorded, once("deaf 1", response)},
      {"SMPP: silent link, 40 s", Copies::recorded, silent},
      {"SMPP: half a packet", Copies::recorded, once("half", response)},
      {"SMPP: a packet of impossible length", Copies::recorded, once("garbage", 0s)},
      {"SMPP: a packet that can't be read", Copies::once, unreadable},
      {"SMPP: 200 hostile packets", Copies::recorded, hostile},
      {"SMPP: receipts before responses", Copies::once, behaving("receipts before")},
      {"SMPP: no receipts", Copies::once, behaving("receipts off")},
      {"SMPP: worker killed under way", Copies::recorded, worker_killed_under_way},
  };
}

}  // namespace lapor::faults
