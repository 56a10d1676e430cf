// Rules for tests, made the way lapord makes them: from a configuration, with the shipped keywords and
// replies. Every phone number is fictitious.
#pragma once
#include <memory>
#include <string>

#include "engine/api/rules.hpp"

namespace lapor::test {

inline constexpr auto bmck_operator = "+628110000201";
inline constexpr auto bmck_secretary = "+628110000202";
inline constexpr auto bmck_head = "+628110000203";
inline constexpr auto dishub_operator = "+628110000211";
inline constexpr auto inspectorate = "+628110000221";
inline constexpr auto coordinator = "+628110000290";
inline constexpr auto governor = "+628110000299";

/// BMCK owns JALAN, DISHUB owns LAMPU, INSP owns PUNGLI, KOMINFO coordinates. `more` is appended to
/// lapord.toml; a key of [forwarding] given there replaces the default (an always open window, no gap).
std::shared_ptr<const engine::Rules> rules(
    const std::string& forwarding = "window = \"00:00-00:00\"\nladder_gap = \"0s\"\n",
    const std::string& more = "");

}  // namespace lapor::test
