#include "modem/at/result_codes.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace lapor::modem {
namespace {

constexpr unsigned highest_cause = 100'000;
constexpr std::size_t longest_name = 24;

}  // namespace

bool is_error(std::string_view line) {
  return line == "ERROR" || line.starts_with("+CME ERROR") || line.starts_with("+CMS ERROR") ||
         line.starts_with("COMMAND NOT SUPPORT");
}

bool is_first_of_boot(std::string_view line) {
  return line.starts_with("RDY") || line.starts_with("^SYSSTART");
}

bool is_final(std::string_view line) { return line == "OK" || is_error(line); }

std::optional<int> error_number(std::string_view line) {
  const auto colon = line.find(": ");
  if (colon == line.npos) return std::nullopt;
  line.remove_prefix(colon + 2);
  int value = 0;
  if (std::from_chars(line.data(), line.data() + line.size(), value).ec != std::errc{}) return std::nullopt;
  return value;
}

delivery::Refusal refusal_of(std::string_view line) {
  using delivery::Table;
  const auto table = line.starts_with("+CMS ERROR")   ? Table::cms
                     : line.starts_with("+CME ERROR") ? Table::cme
                                                      : Table::none;
  if (table == Table::none) return {};
  const auto number = number_after(line, table == Table::cms ? "+CMS ERROR:" : "+CME ERROR:");
  return {table, number && *number <= highest_cause ? static_cast<std::int32_t>(*number) : -1};
}

std::optional<unsigned> number_after(std::string_view line, std::string_view prefix) {
  if (!line.starts_with(prefix)) return std::nullopt;
  line.remove_prefix(prefix.size());
  while (line.starts_with(' ')) line.remove_prefix(1);
  unsigned value = 0;
  if (std::from_chars(line.data(), line.data() + line.size(), value).ec != std::errc{}) return std::nullopt;
  return value;
}

std::string_view result_name(std::string_view line) {
  const auto begin = line.begin() + (line.empty() ? 0 : 1);  // the first may be "+", "^" and the like
  const auto end = std::find_if(begin, line.end(), [](unsigned char c) { return std::isalnum(c) == 0; });
  return line.substr(0, std::min(static_cast<std::size_t>(end - line.begin()), longest_name));
}

}  // namespace lapor::modem
