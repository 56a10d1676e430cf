// Decides when wrong PINs of an officer lock their contact.
#pragma once
#include <optional>
#include <span>

#include "base/time.hpp"

namespace lapor::limits {

inline constexpr std::size_t wrong_pins_allowed = 5;  ///< within an hour
/// The fifth locks for so long, and each further wrong one after it. Anybody can send
/// wrong PINs under an officer's number: so the phone is told a code with which a PIN is read all the same,
/// which a guesser doesn't see.
inline constexpr Duration lock_lasts = std::chrono::minutes(15);
/// Wrong PINs of one agency in a day, from whichever phone, of which the operator is told; then of every
/// tenth.
inline constexpr unsigned alerting_wrong_pins = 3, alerting_steps = 10;

/// True if the operator must be told, now that an agency's count of the day went from `before` to `after`.
bool calls_for_alert(unsigned before, unsigned after);

/// The end of the contact's lock; nullopt if it isn't locked. `wrong`: the times of its last wrong PINs,
/// newest first. A PIN that comes without the code while the contact is locked is neither checked nor
/// counted.
std::optional<Instant> locked_until(std::span<const Instant> wrong, Instant now);

}  // namespace lapor::limits
