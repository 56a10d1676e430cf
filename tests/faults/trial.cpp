#include "faults/trial.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace lapor::faults {
namespace {

using namespace std::chrono_literals;

/// Everybody may be answered; deadlines, pauses and pace are those an operator gets who sets nothing.
test::Setup setup(const Row& row) {
  test::Setup s;
  s.modem = row.keys;
  s.delivery = "unsure_wait = \"5s\"";
  return s;
}

std::vector<std::string> options(const Row& row) {
  std::vector<std::string> all{"--latency", "default=5-20,CMGS=300-700"};
  all.insert(all.end(), row.sim.begin(), row.sim.end());
  return all;
}

}  // namespace

OnModem::OnModem(const Row& row) : sim(options(row)), gateway(sim.device(), setup(row)) {}

int Trial::report(const std::string& options) {
  const int n = note_report();
  sim.inject(citizen(n), text_of(n), options);
  return n;
}

/// The time is the report's own: what comes again has it, too.
void Trial::arrives(int report) {
  sim.inject(citizen(report), text_of(report), fmt::format("smsc_time=2026-03-03T08:00:{:02}Z", report % 60));
}

void Trial::repeat(int report) { arrives(report); }

void Trial::lies_on_sim(const std::string& pdu_hex) { sim.inject_pdu(pdu_hex); }

void Trial::until_struck(const std::string& kind, std::chrono::seconds patience) {
  const auto until = Clock::now() + patience;
  const auto armed = [&] {
    for (const auto& line : sim.command("fault list"))
      if (line.starts_with(kind)) return true;
    return false;
  };
  for (; armed(); pass(50ms))
    if (Clock::now() > until) throw std::runtime_error(kind + " never struck");
}

}  // namespace lapor::faults
