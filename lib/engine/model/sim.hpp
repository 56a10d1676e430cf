// A modem's SIM card, as far as the gateway knows it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/time.hpp"

namespace lapor::engine {

/// Tells one modem, and one SIM, from another; empty if the modem doesn't say it.
struct SimIdentity {
  std::string imei, imsi;
  friend bool operator==(const SimIdentity&, const SimIdentity&) = default;
};

/// The credit of a SIM, as its operator said.
struct SimBalance {
  Instant asked{};
  std::optional<std::int64_t> amount;  ///< in the SIM's currency; nullopt: the last answer could not be read
  std::optional<Instant> read_at;
};

/// A SIM requires its PIN (+CPIN: SIM PIN).
struct PinRequired {
  std::string modem;
  std::string iccid;  ///< the SIM's own number; empty if the modem doesn't tell it before it is unlocked
  std::string pin;    ///< the configured one; "" if there is none
  std::optional<unsigned> tries_left;  ///< as the modem tells, where it does
  Instant at{};                        ///< tells one question from the next
};

}  // namespace lapor::engine
