// The state of the modems while the engine runs. All of it can be made again from the store.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/limits/fair_queue.hpp"
#include "domain/limits/rate_limiter.hpp"
#include "domain/sim/sim_breaker.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

struct ModemAvailability {
  // gone with its worker
  bool up = false;
  Instant up_since{};           ///< its worker's; 0: none came up yet
  bool registered = true;       ///< with its network, as far as it tells
  bool stuck = false;           ///< its worker is busy with one command that doesn't end
  std::set<AttemptId> in_hand;  ///< given to its worker, no end heard of yet
  // of its SIM
  sim::SimBreaker breaker;
  limits::TheoreticalArrival earliest_conforming{};
  Instant used{};  ///< when it got its last message

  // of its carrier
  unsigned window = 1;  ///< how many messages may be in hand
  Instant throttled_until{};
  unsigned throttled = 0;  ///< pauses since the last message that was taken

  bool idle() const { return up && registered && !stuck && in_hand.size() < window; }
};

struct ModemPool {
  std::map<std::string, ModemAvailability> modems;  ///< by name
  limits::FairQueue fair_queue;
  Instant scheduled{};                       ///< the last scheduling: all that could go went then
  std::optional<Instant> wake_scheduler_at;  ///< when a modem that has to wait now may send the next one
  Instant answers_seen{};  ///< when it was last checked whether answers have waited for long
};

// The worker's life. `registered` and `stuck` do nothing for a modem that never was up.

void modem_up(Transaction& tx, ModemPool& pool, const std::string& modem);
/// The start of the modem's worker; 0 if none started.
Instant up_since(const ModemPool& pool, const std::string& modem);
void modem_down(ModemPool& pool, const std::string& modem);
void modem_stuck(ModemPool& pool, const std::string& modem, bool stuck);
void modem_registered(ModemPool& pool, const std::string& modem, bool registered);
/// The attempts that workers hold.
std::vector<AttemptId> held_attempts(const ModemPool& pool);

// The SIM's breaker.

/// Counts a refusal and says whom it is charged to. Where it opens the breaker, the messages that were
/// wrongly charged get their refusals back, and the operator hears of it.
sim::Charge sim_refused(Transaction& tx, ModemPool& pool, const std::string& modem,
                        const sim::SimRefusal& refusal);
void sim_accepted(Transaction& tx, ModemPool& pool, const std::string& modem);
/// The carrier wants the line to be slower (SMPP): it rests for 1, 2, 4 … 30 s. Refusals of what had left
/// before a pause began don't make it longer.
void line_throttled(Transaction& tx, ModemPool& pool, const std::string& modem, Instant attempt_started);
/// The operator says that the SIM is well: it may send at once.
void sim_trusted(Transaction& tx, ModemPool& pool, const std::string& modem);

/// Earliest time at which the modem may send; nullopt if it must first become idle.
std::optional<Instant> available_from(Transaction& tx, const std::string& modem,
                                      const ModemAvailability& state);
/// The reason why it gets no message now, for people: "its day's limit is used up". Empty if it may get one.
std::string blocked_reason(Transaction& tx, const std::string& modem, const ModemAvailability& state);
/// Up, registered, not stuck, breaker closed, below its daily limit. It may be busy right now.
bool is_available(Transaction& tx, const std::string& modem, const ModemAvailability& state);

}  // namespace lapor::engine
