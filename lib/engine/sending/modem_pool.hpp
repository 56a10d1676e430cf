// What the engine knows of the modems while it runs. All of it can be made again from the store.
// Internal to lib/engine.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "domain/limits/fair_queue.hpp"
#include "domain/limits/rate_limiter.hpp"
#include "domain/sim/sim_breaker.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

struct ModemAvailability {
  // gone with its worker
  bool up = false;
  bool registered = true;            ///< with its network, as far as it tells
  bool stuck = false;                ///< its worker is busy with one command that doesn't end
  std::optional<AttemptId> in_hand;  ///< given to its worker, no end heard of yet
  // of its SIM
  sim::SimBreaker breaker;
  limits::TheoreticalArrival earliest_conforming{};
  Instant used{};  ///< when it got its last text

  bool idle() const { return up && registered && !stuck && !in_hand; }
};

struct ModemPool {
  std::map<std::string, ModemAvailability> modems;
  limits::FairQueue fair_queue;
  Instant looked{};                          ///< when texts were last given out: what could go then, went
  std::optional<Instant> wake_scheduler_at;  ///< when a modem that has to wait now may send the next
  Instant answers_seen{};                    ///< when it was last looked whether answers have waited for long
};

// the worker's life
void modem_up(Transaction& tx, ModemPool& pool, const std::string& modem);
void modem_down(ModemPool& pool, const std::string& modem);
void modem_stuck(ModemPool& pool, const std::string& modem, bool stuck);
void modem_registered(ModemPool& pool, const std::string& modem, bool registered);

// the SIM's health
/// Books a refusal; tells whom it is charged to. A SIM that fell sick by it: its texts are charged nothing,
/// and the operator hears of it.
sim::Charge sim_refused(Transaction& tx, ModemPool& pool, const std::string& modem,
                        const sim::SimRefusal& refusal);
void sim_accepted(Transaction& tx, ModemPool& pool, const std::string& modem);
/// The operator says that it is well again: it may send at once.
void sim_trusted(Transaction& tx, ModemPool& pool, const std::string& modem);

/// Not earlier than this may the modem get a text; nothing: an event must come first.
std::optional<Instant> available_from(Transaction& tx, const std::string& modem,
                                      const ModemAvailability& state);
/// Why it gets no text now, for people: "its day's limit is used up"; empty: it gets the next one.
std::string blocked_reason(Transaction& tx, const std::string& modem, const ModemAvailability& state);
/// It serves its numbers, if not at this moment then soon: up, not stuck, its SIM well and within its day.
bool is_available(Transaction& tx, const std::string& modem, const ModemAvailability& state);

}  // namespace lapor::engine
