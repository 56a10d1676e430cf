// Faults while a text is sent.
#include "faults/trial.hpp"

namespace lapor::faults {
namespace {

using namespace std::chrono_literals;

/// One report comes while the fault is armed, another after it.
void while_sending(Trial& t, const std::string& kind, const std::string& fault,
                   std::chrono::milliseconds rest) {
  t.sim.fault(fault);
  t.report();
  t.until_struck(kind);
  t.over();
  if (rest.count() > 0) t.over_in(rest);
  t.until_both_ways(t.report());
  t.until_worked();
}

std::function<void(Trial&)> sending(const std::string& kind, const std::string& fault,
                                    std::chrono::milliseconds rest) {
  return [=](Trial& t) {
    t.start();
    while_sending(t, kind, fault, rest);
  };
}

/// Reports come while a send hangs. The texts to send wait for the modem, and then leave without a pause.
void backlog_behind_a_hang(Trial& t) {
  constexpr int waiting = 10;
  t.start();
  t.sim.fault("hang-after-ctrlz");
  t.report();
  t.until_struck("hang-after-ctrlz");
  t.over();
  for (int n = 0; n < waiting; ++n) t.report();
  t.until_worked();
}

void answer_lost_without_receipts(Trial& t) {
  t.sim.command("report off");
  t.start();
  while_sending(t, "answer-lost", "answer-lost", 0s);
}

/// Everything is refused for a while; no text may be spent on it.
std::function<void(Trial&)> all_refused(const std::string& fault) {
  return [=](Trial& t) {
    t.start();
    t.sim.fault(fault + " forever");
    for (int n = 0; n < 3; ++n) t.report();
    t.pass(25s);
    t.sim.clear_faults();
    t.over();
    t.report();
    t.until_worked();
  };
}

/// One number is refused for good; others must not be affected.
void one_number_dead(Trial& t) {
  t.start();
  t.sim.fault("cms 1 for=" + citizen(1) + " forever");
  t.out_of_reach(t.report());
  t.over();
  const int other = t.report();
  t.gateway.await(
      "the others are answered",
      [&] {
        t.pass(100ms);
        return t.answered(other);
      },
      20s);
  t.until_worked();
}

/// One phone is out of reach for a while, which holds up nobody else.
void one_number_away(Trial& t) {
  t.start();
  t.sim.fault("cms 27 for=" + citizen(1) + " forever");
  t.report();
  const int other = t.report();
  t.gateway.await(
      "the others are answered",
      [&] {
        t.pass(100ms);
        return t.answered(other);
      },
      20s);
  t.pass(8s);
  t.sim.clear_faults();
  t.over();
  t.until_worked();
}

void no_network(Trial& t) {
  t.start();
  t.sim.fault("no-network");
  t.sim.command("register 2");
  t.report();
  t.gateway.ctl({"send", "+628110000950", "dikirim saat tak ada sinyal"});
  t.pass(25s);
  t.sim.command("register 1");
  t.sim.clear_faults();
  t.over();
  t.report();
  t.until_worked();
}

}  // namespace

std::vector<Row> rows_send() {
  return {
      {"hang before the prompt", Copies::once, sending("hang-before-prompt", "hang-before-prompt", 0s)},
      {"hang after the Ctrl-Z", Copies::once, sending("hang-after-ctrlz", "hang-after-ctrlz", 0s)},
      {"ten reports come behind a hanging send", Copies::once, backlog_behind_a_hang, "", {}, 75},
      {"final answer lost", Copies::once, sending("answer-lost", "answer-lost", 0s)},
      {"final answer lost, no receipts", Copies::recorded, answer_lost_without_receipts},
      {"answer 20 s late", Copies::once, sending("answer-late", "answer-late 20000", 20s)},
      {"answer later than the deadline", Copies::once, sending("answer-late", "answer-late 40000", 40s)},
      {"ERROR, but it was sent", Copies::recorded, sending("error-but-sent", "error-but-sent", 0s)},
      {"CMS 42 once", Copies::once, sending("cms", "cms 42", 0s)},
      {"CMS 38 to all, 25 s", Copies::once, all_refused("cms 38")},
      {"CMS 8 (no credit), 25 s", Copies::once, all_refused("cms 8")},
      {"CMS 1 for one number, for ever", Copies::may_fail, one_number_dead},
      {"CMS 27 for one number, 8 s", Copies::once, one_number_away},
      {"no network, 25 s", Copies::once, no_network},
  };
}

}  // namespace lapor::faults
