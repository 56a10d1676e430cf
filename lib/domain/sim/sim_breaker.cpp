#include "domain/sim/sim_breaker.hpp"

#include <algorithm>

#include "domain/delivery/backoff.hpp"

namespace lapor::sim {
namespace {

using namespace std::chrono_literals;
constexpr std::size_t enough = 3;
constexpr Duration first_pause = 5s, longest_pause = 40s, patient_pause = 10min, patient_after = 1h;

void suspect(SimBreaker& breaker, const SimRefusal& refusal) {
  const auto known = std::any_of(breaker.suspects.begin(), breaker.suspects.end(),
                                 [&](const SimRefusal& s) { return s.to == refusal.to; });
  if (!known) breaker.suspects.push_back(refusal);
}

}  // namespace

Charge record_refusal(SimBreaker& breaker, const SimRefusal& refusal) {
  if (refusal.verdict == delivery::Verdict::message_bad) return Charge::message;  // says nothing of the SIM
  const bool first = breaker.suspects.empty();
  breaker.last = refusal.at;
  breaker.why = refusal.why;
  if (breaker.open_since) {
    ++breaker.probes;
    return Charge::sim;
  }
  suspect(breaker, refusal);
  const bool named = refusal.verdict == delivery::Verdict::sim_trouble;
  breaker.troubles += named;
  if (breaker.suspects.size() >= enough || breaker.troubles >= enough) {
    breaker.open_since = refusal.at;
    return Charge::sim;
  }
  // If the SIM worked a moment ago, it is this number that is barred for it; otherwise it is the SIM again.
  return named && !first ? Charge::sim : Charge::message;
}

Instant next_probe(const SimBreaker& breaker) {
  if (!breaker.open_since) return breaker.last;
  if (breaker.last - *breaker.open_since >= patient_after) return breaker.last + patient_pause;
  return breaker.last + delivery::growing(breaker.probes + 1, first_pause, longest_pause);
}

bool may_send(const SimBreaker& breaker, Instant now) {
  return !breaker.open_since || now >= next_probe(breaker) || now < breaker.last;
}

}  // namespace lapor::sim
