#include "domain/sim/balance_text.hpp"

#include <unicode/regex.h>

#include <charconv>
#include <memory>
#include <string>

#include "base/ascii.hpp"

namespace lapor::sim {
namespace {

constexpr std::size_t longest_pattern = 200, longest_answer = 2000;
constexpr std::int32_t steps = 100,
                       stack_bytes = 100'000;  ///< ICU's bounds for one search: some milliseconds

icu::UnicodeString unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::unique_ptr<icu::RegexPattern> compiled(std::string_view pattern) {
  if (pattern.empty() || pattern.size() > longest_pattern) return nullptr;
  UErrorCode error = U_ZERO_ERROR;
  UParseError where;
  std::unique_ptr<icu::RegexPattern> out{
      icu::RegexPattern::compile(unicode(pattern), UREGEX_CASE_INSENSITIVE, where, error)};
  return U_SUCCESS(error) ? std::move(out) : nullptr;
}

/// Reads "25.000,00", "25,000.50" and "25 000": drops separators and cents.
std::optional<std::int64_t> amount(std::string text) {
  const auto last = text.find_last_of(".,");
  if (last != std::string::npos && text.size() - last == 3) text.resize(last);
  std::string digits;
  for (const char c : text) {
    if (ascii::is_digit(c))
      digits += c;
    else if (c != '.' && c != ',' && c != ' ')
      return std::nullopt;
  }
  if (digits.empty() || digits.size() > 12) return std::nullopt;
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

bool good_pattern(std::string_view pattern) { return compiled(pattern) != nullptr; }

std::optional<std::int64_t> read_balance(std::string_view answer, std::string_view pattern) {
  const auto regex = compiled(pattern);
  if (!regex) return std::nullopt;
  const auto text = unicode(answer.substr(0, longest_answer));
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::RegexMatcher> matcher{regex->matcher(text, error)};
  if (U_FAILURE(error)) return std::nullopt;
  matcher->setTimeLimit(steps, error);
  matcher->setStackLimit(stack_bytes, error);
  if (!matcher->find(error) || U_FAILURE(error)) return std::nullopt;
  std::string found;
  matcher->group(matcher->groupCount() > 0 ? 1 : 0, error).toUTF8String(found);
  if (U_FAILURE(error)) return std::nullopt;
  return amount(found);
}

}  // namespace lapor::sim
