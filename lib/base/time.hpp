// Instants and durations. Nothing below daemon/ reads a clock, except lib/modem, which times a real device:
// the time is a parameter.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lapor {

using Duration = std::chrono::milliseconds;
/// A moment in UTC, to the millisecond; stored as milliseconds since 1970.
using Instant = std::chrono::sys_time<Duration>;

constexpr std::int64_t to_ms(Instant t) { return t.time_since_epoch().count(); }
constexpr Instant from_ms(std::int64_t ms) { return Instant{Duration{ms}}; }

/// "2026-03-03T08:00:00Z": ISO 8601 in UTC, to the second, as every JSON answer writes it.
std::string iso8601(Instant t);

/// "2026-03-31"; nullopt for anything else, and for a day that no month has.
std::optional<std::chrono::sys_days> read_day(std::string_view text);

}  // namespace lapor
