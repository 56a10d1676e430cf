// Whether it is the SIM that is refused, and not the texts: different recipients refused in a row mean no
// credit, a barred SIM, no network. Then the SIM rests and tries one text now and then; its first success
// ends that.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/delivery/cause.hpp"

namespace lapor::sim {

struct SimRefusal {
  PersonId to;
  OutboundId text;
  Instant at{};
  delivery::Verdict verdict = delivery::Verdict::temporary;
  std::string why;
};

struct SimBreaker {
  std::vector<SimRefusal>
      suspects;           ///< since the last success, the first of each recipient; until it is sick
  unsigned troubles = 0;  ///< since the last success: refusals that name the SIM, whoever the recipient
  std::optional<Instant> open_since;
  unsigned probes = 0;  ///< refused since it is sick
  Instant last{};       ///< the last refusal
  std::string why;
};

/// Whom a refusal is charged to: the text's count of attempts, or nobody.
enum class Charge { text, sim };
/// \post open_since is set once enough came together; then `suspects` are the texts that were wrongly
/// charged.
Charge record_refusal(SimBreaker& breaker, const SimRefusal& refusal);
inline void record_success(SimBreaker& breaker) { breaker = {}; }

/// When a sick SIM tries the next text: 5 s after it fell sick, 10, 20, then every 40 s; after an hour every
/// 10 min.
Instant next_probe(const SimBreaker& breaker);
/// Healthy, or due for a try. A clock that was set back doesn't make it wait.
bool may_send(const SimBreaker& breaker, Instant now);

}  // namespace lapor::sim
