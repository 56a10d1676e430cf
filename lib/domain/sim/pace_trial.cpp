#include "domain/sim/pace_trial.hpp"

#include <algorithm>

namespace lapor::sim {
namespace {

constexpr std::uint32_t stock = 1000, first_proof = 10, longest_proof = 10'000;

}  // namespace

PaceTrial::PaceTrial(PaceRange range) : range_(range) {
  range_.fastest = std::min(range_.fastest, range_.usual);
  start_over();
}

std::uint32_t PaceTrial::slowest() const { return std::max(range_.usual, stock); }

void PaceTrial::start_over() {
  now_ = {range_.usual, first_proof};
  clean_ = 0;
}

void PaceTrial::go_on_with(const ProvenPace& known) {
  now_.permille = std::clamp(known.permille, range_.fastest, slowest());
  now_.proof = std::clamp(known.proof, first_proof, longest_proof);
  clean_ = 0;
}

bool PaceTrial::sent_cleanly() {
  if (now_.permille <= range_.fastest || ++clean_ < now_.proof) return false;
  clean_ = 0;
  now_.permille = now_.permille > range_.usual ? range_.usual : std::max(range_.fastest, now_.permille / 2);
  return true;
}

bool PaceTrial::seemed_hasty() {
  clean_ = 0;
  if (now_.permille >= slowest()) return false;
  now_.permille = now_.permille < range_.usual ? range_.usual : slowest();
  now_.proof = std::min(now_.proof * 10, longest_proof);
  return true;
}

}  // namespace lapor::sim
