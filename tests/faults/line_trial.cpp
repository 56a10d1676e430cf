#include "faults/line_trial.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace lapor::faults {
namespace {

using namespace std::chrono_literals;

/// As for a modem: deadlines are those an operator gets who sets nothing.
test::Setup setup(const Row& row, const test::SmscSim& carrier) {
  test::Setup s;
  s.modem = carrier.table(row.keys);
  s.delivery = "unsure_wait = \"5s\"";
  return s;
}

}  // namespace

OnCarrier::OnCarrier(const Row& row) : gateway("", setup(row, carrier)) { carrier.command("latency 50"); }

void LineTrial::arrives(int report) { carrier.inject(citizen(report), text_of(report)); }

void LineTrial::until(const std::string& figure, long least, std::chrono::seconds patience) {
  const auto end = Clock::now() + patience;
  for (; carrier.figure(figure) < least; pass(50ms))
    if (Clock::now() > end) throw std::runtime_error(fmt::format("{} never was {}", figure, least));
}

}  // namespace lapor::faults
