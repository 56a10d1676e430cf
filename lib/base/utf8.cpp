#include "base/utf8.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>

namespace lapor::utf8 {
namespace {

constexpr char32_t replacement = 0xFFFD;

/// What a lead byte promises: how many bytes follow, and the range of the first of them, which rules out
/// overlong forms, surrogates and points past U+10FFFF (Unicode 15, table 3-7).
struct Lead {
  unsigned tail;
  unsigned char low, high;
};

constexpr Lead lead_of(unsigned char b) {
  if (b >= 0xC2 && b <= 0xDF) return {1, 0x80, 0xBF};
  if (b == 0xE0) return {2, 0xA0, 0xBF};
  if (b == 0xED) return {2, 0x80, 0x9F};
  if (b >= 0xE1 && b <= 0xEF) return {2, 0x80, 0xBF};
  if (b == 0xF0) return {3, 0x90, 0xBF};
  if (b >= 0xF1 && b <= 0xF3) return {3, 0x80, 0xBF};
  if (b == 0xF4) return {3, 0x80, 0x8F};
  return {0, 0, 0};
}

/// The code point that begins at text[at]; moves `at` past it. A malformed sequence yields U+FFFD for its
/// longest well-formed beginning, so that one broken byte never hides the characters after it.
char32_t take(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at++]);
  if (first < 0x80) return first;
  auto [tail, low, high] = lead_of(first);
  if (tail == 0) return replacement;
  char32_t point = first & (0x3Fu >> tail);
  for (; tail > 0; --tail) {
    if (at >= text.size()) return replacement;
    const auto b = static_cast<unsigned char>(text[at]);
    if (b < low || b > high) return replacement;
    point = point << 6 | (b & 0x3Fu);
    low = 0x80, high = 0xBF;
    ++at;
  }
  return point;
}

constexpr bool surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }
constexpr bool high_half(char16_t u) { return u >= 0xD800 && u <= 0xDBFF; }
constexpr bool low_half(char16_t u) { return u >= 0xDC00 && u <= 0xDFFF; }

/// Points that move the cursor, turn the direction of writing, hide or break a line: they could forge a log
/// line.
constexpr bool deceptive(char32_t c) {
  return (c >= 0x80 && c <= 0x9F) || c == 0x061C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || c >= 0xE0000;
}

char byte(char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); }

}  // namespace

void append(std::string& out, char32_t point) {
  if (point > 0x10FFFF || surrogate(point)) point = replacement;
  if (point < 0x80) {
    out += byte(point);
    return;
  }
  if (point < 0x800) {
    out += byte(0xC0 | point >> 6);
  } else {
    if (point < 0x10000) {
      out += byte(0xE0 | point >> 12);
    } else {
      out += byte(0xF0 | point >> 18);
      out += byte(0x80 | (point >> 12 & 0x3F));
    }
    out += byte(0x80 | (point >> 6 & 0x3F));
  }
  out += byte(0x80 | (point & 0x3F));
}

std::u32string decode(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) out += take(text, at);
  return out;
}

std::string encode(std::u32string_view points) {
  std::string out;
  out.reserve(points.size());
  for (const auto c : points) append(out, c);
  return out;
}

std::string clean(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();)
    if (const auto c = take(text, at); c != 0) append(out, c);
  return out;
}

std::u16string to_utf16(std::string_view text) {
  std::u16string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto c = take(text, at);
    if (c < 0x10000) {
      out += static_cast<char16_t>(c);
      continue;
    }
    out += static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10));
    out += static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FF));
  }
  return out;
}

std::string from_utf16(std::u16string_view units) {
  std::string out;
  out.reserve(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    const char32_t u = units[i];
    if (high_half(units[i]) && i + 1 < units.size() && low_half(units[i + 1])) {
      append(out, 0x10000 + ((u - 0xD800) << 10) + (units[i + 1] - 0xDC00u));
      ++i;
    } else {
      append(out, u);  // a lone half becomes U+FFFD there
    }
  }
  return out;
}

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto start = at;
    const auto c = take(text, at);
    if (c == replacement && text.substr(start, at - start) != "\xEF\xBF\xBD") {
      for (const char b : text.substr(start, at - start))
        out += fmt::format("\\x{:02x}", static_cast<unsigned>(static_cast<unsigned char>(b)));
    } else if (c < 0x20 || c == 0x7F) {
      out += fmt::format("\\x{:02x}", static_cast<std::uint32_t>(c));
    } else if (deceptive(c)) {
      out += fmt::format("\\u{{{:04x}}}", static_cast<std::uint32_t>(c));
    } else {
      append(out, c);
    }
  }
  return out;
}

}  // namespace lapor::utf8
