#include "domain/limits/pin_lockout.hpp"

#include <chrono>

namespace lapor::limits {

bool calls_for_alert(unsigned before, unsigned after) {
  if (before < alerting_wrong_pins) return after >= alerting_wrong_pins;
  return after / alerting_steps > before / alerting_steps;
}

std::optional<Instant> locked_until(std::span<const Instant> wrong, Instant now) {
  constexpr auto hour = std::chrono::hours(1);
  if (wrong.size() < wrong_pins_allowed) return std::nullopt;
  const auto newest = wrong.front(), fifth = wrong[wrong_pins_allowed - 1];
  if (newest - fifth > hour || now >= newest + lock_lasts) return std::nullopt;
  return newest + lock_lasts;
}

}  // namespace lapor::limits
