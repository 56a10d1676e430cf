// Modems' SIM cards: identity, PIN tries, balance.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "domain/sim/sim_pin.hpp"
#include "engine/model/sim.hpp"

namespace lapor::engine {

class SimsPort {
 public:
  virtual ~SimsPort() = default;
  /// As it was last seen; nullopt if this modem never was.
  virtual std::optional<SimIdentity> sim(std::string_view modem) = 0;
  /// Replaces the identity of this modem's SIM.
  virtual void set_sim(std::string_view modem, const SimIdentity& sim, Instant now) = 0;
  /// The tries on this SIM, newest first, without the one of this very question. The PIN itself is stored
  /// nowhere.
  virtual std::vector<sim::PinTry> pin_tries(const PinRequired& question) = 0;
  /// Stores a try whose end isn't known.
  virtual void add_pin_try(const PinRequired& question) = 0;
  /// Notes how the newest try ended; does nothing if that is known already.
  virtual void end_pin_try(std::string_view modem, bool accepted) = 0;
  /// The tries so far no longer keep a PIN from being entered.
  virtual void forgive_pin_tries(std::string_view modem) = 0;
  /// nullopt if it was never asked.
  virtual std::optional<SimBalance> balance(std::string_view modem) = 0;
  /// Replaces what is known of it.
  virtual void set_balance(std::string_view modem, const SimBalance& balance) = 0;
};

}  // namespace lapor::engine
