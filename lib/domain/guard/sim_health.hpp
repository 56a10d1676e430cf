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

namespace lapor::guard {

struct SimRefusal {
  PersonId to;
  OutgoingId text;
  Instant at{};
  delivery::Verdict verdict = delivery::Verdict::temporary;
  std::string why;
};

struct SimHealth {
  std::vector<SimRefusal>
      suspects;           ///< since the last success, the first of each recipient; until it is sick
  unsigned troubles = 0;  ///< since the last success: refusals that name the SIM, whoever the recipient
  std::optional<Instant> sick_since;
  unsigned tries = 0;  ///< refused since it is sick
  Instant last{};      ///< the last refusal
  std::string why;
};

/// Whom a refusal is charged to: the text's count of attempts, or nobody.
enum class Charge { text, sim };
/// \post sick_since is set once enough came together; then `suspects` are the texts that were wrongly
/// charged.
Charge refused(SimHealth& health, const SimRefusal& refusal);
inline void accepted(SimHealth& health) { health = {}; }

/// When a sick SIM tries the next text: 5 s after it fell sick, 10, 20, then every 40 s; after an hour every
/// 10 min.
Instant next_try(const SimHealth& health);
/// Healthy, or due for a try. A clock that was set back doesn't make it wait.
bool may_send(const SimHealth& health, Instant now);

}  // namespace lapor::guard
