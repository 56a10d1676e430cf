// When wrong PINs of an officer lock their contact.
#pragma once
#include <optional>
#include <span>

#include "base/time.hpp"

namespace lapor::limits {

inline constexpr std::size_t wrong_pins_allowed = 5;  ///< within an hour; the fifth locks for an hour

/// Until when the contact is locked; nullopt if it isn't. `wrong`: when its last wrong PINs came, newest
/// first. A PIN that comes while the contact is locked is neither checked nor counted.
std::optional<Instant> locked_until(std::span<const Instant> wrong, Instant now);

}  // namespace lapor::limits
