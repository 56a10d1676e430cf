// A number that is all of a text.
#pragma once
#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace lapor {

/// nullopt if the text is anything else, or if the number doesn't fit. A minus only where the type has one;
/// never a plus, never a blank.
template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

}  // namespace lapor
