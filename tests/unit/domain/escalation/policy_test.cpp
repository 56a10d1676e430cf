#include "domain/escalation/policy.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::escalation;
using namespace std::chrono;
using calendar::read_span;
using routing::Role;

namespace {

Policy policy() {
  return {{*read_span("12h"), Role::operator_, {}, {}},
          {*read_span("13h"), Role::secretary, {"BMCK"}, {}},
          {*read_span("24h"), Role::secretary, {}, {}},
          {*read_span("26h"), Role::head, {}, {"BENCANA"}},
          {*read_span("5wd"), Role::sekda, {}, {}}};
}

std::vector<std::string> afters(const Policy& steps) {
  std::vector<std::string> out;
  for (const auto& step : steps) out.push_back(calendar::write(step.after));
  return out;
}

const calendar::Calendar offices{"Asia/Jakarta"};
const Instant monday_noon = offices.at(sys_days{2026y / March / 2}, 12h);

}  // namespace

TEST_CASE("steps meant for other agencies or categories are left out", "[escalation]") {
  using Afters = std::vector<std::string>;
  CHECK(afters(steps_for(policy(), "DISHUB", "LAMPU")) == Afters{"12h", "1d", "5wd"});
  CHECK(afters(steps_for(policy(), "BMCK", "JALAN")) == Afters{"12h", "13h", "1d", "5wd"});
  CHECK(afters(steps_for(policy(), "BPBD", "BENCANA")) == Afters{"12h", "1d", "26h", "5wd"});
  CHECK(steps_for({}, "DISHUB", "LAMPU").empty());
}

TEST_CASE("a step is due so long after the forward", "[escalation]") {
  CHECK(step_due(policy()[0], monday_noon, offices) == monday_noon + 12h);
  CHECK(step_due(policy()[4], monday_noon, offices) == monday_noon + 7 * 24h);
}

TEST_CASE("a restarted clock makes the step due now and keeps the distances above", "[escalation]") {
  const auto base = restart_clock(policy(), 2, monday_noon, offices);
  CHECK(step_due(policy()[2], base, offices) == monday_noon);
  CHECK(step_due(policy()[3], base, offices) == monday_noon + 2h);
  CHECK(step_due(policy()[4], restart_clock(policy(), 4, monday_noon, offices), offices) == monday_noon);
  CHECK(restart_clock(policy(), 9, monday_noon, offices) == monday_noon);
}
