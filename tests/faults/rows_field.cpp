// Modems that fail, or answer otherwise, as people who run them report: a personality of the simulated modem
// each.
#include <fmt/format.h>

#include <chrono>

#include "faults/trial.hpp"

namespace lapor::faults {
namespace {

using namespace std::chrono_literals;

/// The modem is so from the start. A gateway that can't work with it never gets ready.
void lives_with_it(Trial& t) {
  t.start();
  t.over();
  for (int n = 0; n < 3; ++n) t.report();
  t.until_worked();
}

/// The module restarts while nothing is under way, then while texts come and go.
void restarts(Trial& t) {
  t.start();
  t.pass(2s);
  t.sim.fault("reboot 1000");
  t.over_in(1500ms);
  t.report();
  t.until_worked();
}

/// Only the question for its health shows the restart. A text in between still goes out right.
void restarts_unseen(Trial& t) {
  t.start();
  t.pass(2s);
  t.sim.fault("reboot 1");
  t.over();
  t.report();
  t.until_worked();
}

/// It has no network and says so; its operator hears of it, and its radio is switched off and on.
void lost_network(Trial& t) {
  constexpr auto down_after = 15s, told_within = 30s;
  t.gateway.configure("[alarms]\nmodem_down_after = \"15s\"\n");
  t.gateway.start();
  t.gateway.await("the modem searches its network", [&] {
    t.pass(200ms);
    return test::text(t.gateway.modem(), "state") == "no_network";
  });
  const auto since = Clock::now();
  t.gateway.await(
      "its operator is told",
      [&] {
        t.pass(200ms);
        return t.gateway.log().find("modem-missing") != std::string::npos;
      },
      down_after + told_within);
  t.remark(fmt::format("told after {:.0f} s", Seconds(Clock::now() - since).count()));
  t.over_in(std::chrono::duration_cast<std::chrono::milliseconds>(since + 60s -
                                                                  Clock::now()));  // the first remedy is due
  t.report();
  t.until_worked();
}

Row row(const std::string& fault, const std::string& personality, std::function<void(Trial&)> happens,
        int limit_s, Copies copies = Copies::once) {
  return {fault, copies, std::move(happens), "", {"--as", personality}, limit_s};
}

}  // namespace

std::vector<Row> rows_field() {
  return {
      row("module restarts, its line stays open", "restarts", restarts, 5),
      row("module restarts in text mode", "text-mode", restarts, 5),
      row("brown-out at the first send", "brown-out", lives_with_it, 45, Copies::recorded),
      row("registered in the packet domain alone", "lte-only", lives_with_it, 8),
      row("refused in the circuit-switched domain", "lte-refused", lives_with_it, 8),
      row("no network until its radio restarts", "lost-network", lost_network, 30),
      row("SIM full of drafts", "full-of-drafts", lives_with_it, 30),
      row("listing refused twice", "busy-listing", lives_with_it, 8),
      row("service centre's number late by 12 s", "late-csca", lives_with_it, 20),
      row("OK without a reference", "no-reference", lives_with_it, 20),
      row("prompt without its space", "bare-prompt", lives_with_it, 20),
      row("refuses two commands in a line", "one-command", lives_with_it, 8),
      row("carries out the first command of a line", "first-command", lives_with_it, 8),
      row("no prompt behind another command", "no-joined-prompt", lives_with_it, 30),
      row("AT+CPMS with three storages only", "three-storages", lives_with_it, 8),
      row("receipts told in SM, kept in SR", "reports-elsewhere", lives_with_it, 8),
      row("restarts in text mode without a word", "text-mode-dumb", restarts_unseen, 45),
      row("answers in digits", "numeric", lives_with_it, 20),
      row("answers nothing, echoes nothing", "quiet", lives_with_it, 20),
      row("counts texts, lists none", "hides-slots", lives_with_it, 45),
  };
}

}  // namespace lapor::faults
