// Decides whether the network refuses the SIM, and not its messages. Refusals for different recipients in a
// row mean no credit, a barred SIM, or no network. Then a circuit breaker opens: the SIM rests, and sends one
// message now and then as a probe. Its first success closes the breaker.
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
  OutboundId message;
  Instant at{};
  delivery::Verdict verdict = delivery::Verdict::temporary;
  std::string why;
};

struct SimBreaker {
  std::vector<SimRefusal> suspects;  ///< since the last success, the first of each recipient; until it opens
  unsigned troubles = 0;  ///< refusals since the last success whose cause names the SIM, for any recipient
  std::optional<Instant> open_since;
  unsigned probes = 0;  ///< refused since it is open
  Instant last{};       ///< the last refusal
  std::string why;
};

/// A refusal is charged to the message's count of refusals, or to the SIM.
enum class Charge { message, sim };
/// \post open_since is set once enough came together; then `suspects` are the messages that were wrongly
/// charged.
Charge record_refusal(SimBreaker& breaker, const SimRefusal& refusal);
inline void record_success(SimBreaker& breaker) { breaker = {}; }

/// The time at which an open breaker lets the next probe go: 5 s after it opened, then after 10 and 20 s,
/// then every 40 s; after an hour every 10 min.
Instant next_probe(const SimBreaker& breaker);
/// Closed, or due for a probe. A clock that was set back doesn't make it wait.
bool may_send(const SimBreaker& breaker, Instant now);

}  // namespace lapor::sim
