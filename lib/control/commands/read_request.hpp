// Members of a request that many commands have, read and checked in one way. Every error is `rejected` and
// says what to write instead.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "control/json.hpp"
#include "domain/ticket/kinds.hpp"
#include "engine/api/views.hpp"

namespace lapor::control {

/// Rows that one answer may have. So many keep the gateway's thread for some milliseconds; "before" asks for
/// the next ones.
inline constexpr std::size_t max_rows = 1000;

Error refusal(std::string text);

/// "limit", a whole number from 1 to max_rows; `fallback` where the request has none.
Result<std::size_t> read_limit(const Json& request, std::size_t fallback);

/// "before", the id that a list is to stay below; nullopt if the request has none.
Result<std::optional<std::int64_t>> read_before(const Json& request);
/// "limit" and "before" of a list, newest first.
Result<engine::Newest> read_newest(const Json& request, std::size_t fallback);

/// The ticket number under `key`, with its check digit.
Result<TicketId> read_ticket(const Json& request, std::string_view key);

/// "channel": that by which a report came. The engine refuses SMS.
Result<ticket::Channel> read_channel(const Json& request);

/// Local days, both included.
struct DayRange {
  std::chrono::sys_days first, last;
};
/// The local days "from" and "to" of a request, written as "2026-03-31". A request without "to" means
/// `default_last`; one without "from" means what `default_first` makes of the last day.
Result<DayRange> read_days(const Json& request, std::chrono::sys_days default_last,
                           std::chrono::sys_days (*default_first)(std::chrono::sys_days last));

}  // namespace lapor::control
