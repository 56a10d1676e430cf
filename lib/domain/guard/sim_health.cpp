#include "domain/guard/sim_health.hpp"

#include <algorithm>

#include "domain/schedule/backoff.hpp"

namespace lapor::guard {
namespace {

using namespace std::chrono_literals;
constexpr std::size_t enough = 3;
constexpr Duration first_pause = 5s, longest_pause = 40s, patient_pause = 10min, patient_after = 1h;

void suspect(SimHealth& health, const SimRefusal& refusal) {
  const auto known = std::any_of(health.suspects.begin(), health.suspects.end(),
                                 [&](const SimRefusal& s) { return s.to == refusal.to; });
  if (!known) health.suspects.push_back(refusal);
}

}  // namespace

Charge refused(SimHealth& health, const SimRefusal& refusal) {
  if (refusal.verdict == delivery::Verdict::message_bad) return Charge::text;  // says nothing of the SIM
  const bool first = health.suspects.empty();
  health.last = refusal.at;
  health.why = refusal.why;
  if (health.sick_since) {
    ++health.tries;
    return Charge::sim;
  }
  suspect(health, refusal);
  const bool named = refusal.verdict == delivery::Verdict::sim_trouble;
  health.troubles += named;
  if (health.suspects.size() >= enough || health.troubles >= enough) {
    health.sick_since = refusal.at;
    return Charge::sim;
  }
  // The SIM worked a moment ago, so that this number is barred for it; else it is the SIM once more.
  return named && !first ? Charge::sim : Charge::text;
}

Instant next_try(const SimHealth& health) {
  if (!health.sick_since) return health.last;
  if (health.last - *health.sick_since >= patient_after) return health.last + patient_pause;
  return health.last + schedule::growing(health.tries + 1, first_pause, longest_pause);
}

bool may_send(const SimHealth& health, Instant now) {
  return !health.sick_since || now >= next_try(health) || now < health.last;
}

}  // namespace lapor::guard
