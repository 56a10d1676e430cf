// Letters and digits of ASCII, whatever the locale. Bytes above 0x7F stay as they are, so UTF-8 isn't hurt.
#pragma once
#include <string>
#include <string_view>

namespace lapor::ascii {

constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

inline std::string upper(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = upper(c);
  return out;
}

}  // namespace lapor::ascii
