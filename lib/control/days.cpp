#include "control/days.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace lapor::control {
namespace {

using std::chrono::sys_days;

std::optional<unsigned> digits(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<sys_days> read_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = digits(text.substr(0, 4)), m = digits(text.substr(5, 2)), d = digits(text.substr(8));
  if (!y || !m || !d) return std::nullopt;
  const auto date = std::chrono::year{static_cast<int>(*y)} / std::chrono::month{*m} / std::chrono::day{*d};
  return date.ok() ? std::optional<sys_days>(date) : std::nullopt;
}

}  // namespace

Result<sys_days> day_of(const Json& request, std::string_view key, sys_days otherwise) {
  const auto* text = request[key].text();
  if (!text) return otherwise;
  if (const auto date = read_date(*text)) return *date;
  return Error{Errc::rejected, fmt::format("{}: \"{}\" is no date; write it as 2026-03-31", key, *text)};
}

}  // namespace lapor::control
