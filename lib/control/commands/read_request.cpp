#include "control/commands/read_request.hpp"

#include <fmt/format.h>

#include <optional>

#include "base/time.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::control {
namespace {

using std::chrono::sys_days;

/// `fallback` where the request names no day.
Result<sys_days> read_day(const Json& request, std::string_view key, sys_days fallback) {
  const auto* text = request[key].text();
  if (!text) return fallback;
  if (const auto date = lapor::read_day(*text)) return *date;
  return refusal(fmt::format("{}: \"{}\" is no date; write it as 2026-03-31", key, *text));
}

}  // namespace

Error refusal(std::string text) { return {Errc::rejected, std::move(text)}; }

Result<std::size_t> read_limit(const Json& request, std::size_t fallback) {
  if (request["limit"].is_null()) return fallback;
  const auto limit = number_of(request, "limit");
  if (!limit || *limit < 1 || *limit > static_cast<std::int64_t>(max_rows))
    return refusal(fmt::format("limit: write a whole number from 1 to {}", max_rows));
  return static_cast<std::size_t>(*limit);
}

Result<std::optional<std::int64_t>> read_before(const Json& request) {
  if (request["before"].is_null()) return std::optional<std::int64_t>{};
  const auto id = number_of(request, "before");
  if (!id || *id < 1) return refusal("before: write the id of the last row of the list before");
  return id;
}

Result<engine::Newest> read_newest(const Json& request, std::size_t fallback) {
  const auto limit = read_limit(request, fallback);
  if (!limit) return limit.error();
  const auto before = read_before(request);
  if (!before) return before.error();
  return engine::Newest{*limit, *before};
}

Result<TicketId> read_ticket(const Json& request, std::string_view key) {
  const auto number = text_of(request, key);
  if (const auto id = ticket::id_of(number)) return id;
  return refusal(
      fmt::format("\"{}\" is no ticket number: 7 to 9 digits, the last one checks the others", number));
}

Result<ticket::Channel> read_channel(const Json& request) {
  if (const auto channel = ticket::channel(text_of(request, "channel"))) return *channel;
  return refusal("the channel must be hotline, web, app or social");
}

Result<DayRange> read_days(const Json& request, sys_days default_last,
                           sys_days (*default_first)(sys_days last)) {
  const auto last = read_day(request, "to", default_last);
  if (!last) return last.error();
  const auto first = read_day(request, "from", default_first(*last));
  if (!first) return first.error();
  if (*first > *last) return refusal("from comes after to; write the earlier day first");
  return DayRange{*first, *last};
}

}  // namespace lapor::control
