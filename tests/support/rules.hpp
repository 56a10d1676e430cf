// Rules for tests, made the way lapord makes them: from a configuration, with the shipped keywords and
// replies. Every phone number is fictitious.
#pragma once
#include <memory>
#include <string>

#include "engine/api/rules.hpp"
#include "support/cast.hpp"

namespace lapor::test {

/// [forwarding] without a window and without merging of escalations.
inline constexpr auto always_open = "window = \"00:00-00:00\"\nladder_gap = \"0s\"\n";
inline constexpr auto with_alerts = "[alarms]\nphones = [\"+628110000009\"]\n";  ///< to alert_phone

/// The agencies of tests/data/agencies.toml. `more` is appended to
/// lapord.toml; a key of [forwarding] given there replaces the default (an always open window, no gap).
std::shared_ptr<const engine::Rules> rules(const std::string& forwarding = always_open,
                                           const std::string& more = "");

}  // namespace lapor::test
