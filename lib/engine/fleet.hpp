// What the engine knows of the modems while it runs. All of it can be made again from the store.
// Internal to lib/engine.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "domain/guard/fairness.hpp"
#include "domain/guard/pace.hpp"
#include "domain/guard/sim_health.hpp"
#include "engine/turn.hpp"

namespace lapor::engine {

struct ModemState {
  // gone with its worker
  bool up = false;
  bool registered = true;            ///< with its network, as far as it tells
  bool stuck = false;                ///< its worker is busy with one command that doesn't end
  std::optional<AttemptId> in_hand;  ///< given to its worker, no end heard of yet
  // of its SIM
  guard::SimHealth health;
  guard::Paid paid{};
  Instant used{};  ///< when it got its last text

  bool idle() const { return up && registered && !stuck && !in_hand; }
};

struct Fleet {
  std::map<std::string, ModemState> modems;
  guard::Fairness fairness;
  Instant looked{};                   ///< when texts were last given out: what could go then, went
  std::optional<Instant> look_again;  ///< when a modem that has to wait now may send the next
  Instant answers_seen{};             ///< when it was last looked whether answers have waited for long
};

// the worker's life
void modem_up(Turn& turn, Fleet& fleet, const std::string& modem);
void modem_down(Fleet& fleet, const std::string& modem);
void modem_stuck(Fleet& fleet, const std::string& modem, bool stuck);
void modem_registered(Fleet& fleet, const std::string& modem, bool registered);

// the SIM's health
/// Books a refusal; tells whom it is charged to. A SIM that fell sick by it: its texts are charged nothing,
/// and the operator hears of it.
guard::Charge sim_refused(Turn& turn, Fleet& fleet, const std::string& modem,
                          const guard::SimRefusal& refusal);
void sim_accepted(Turn& turn, Fleet& fleet, const std::string& modem);
/// The operator says that it is well again: it may send at once.
void sim_trusted(Turn& turn, Fleet& fleet, const std::string& modem);

/// Not earlier than this may the modem get a text; nothing: an event must come first.
std::optional<Instant> free_from(Turn& turn, const std::string& modem, const ModemState& state);
/// Why it gets no text now, for people: "its day's limit is used up"; empty: it gets the next one.
std::string why_silent(Turn& turn, const std::string& modem, const ModemState& state);
/// It serves its numbers, if not at this moment then soon: up, not stuck, its SIM well and within its day.
bool serves(Turn& turn, const std::string& modem, const ModemState& state);

}  // namespace lapor::engine
