// When wrong PINs lock a contact.
#pragma once
#include <optional>
#include <span>

#include "base/time.hpp"

namespace lapor::limits {

inline constexpr std::size_t wrong_pins_allowed = 5;  ///< within an hour; the fifth locks for an hour

/// Until when this contact is locked, given when its last wrong PINs came, the newest first. What comes while
/// it is locked is not looked at and counts for nothing.
std::optional<Instant> locked_until(std::span<const Instant> wrong, Instant now);

}  // namespace lapor::limits
