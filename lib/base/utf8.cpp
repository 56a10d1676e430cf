#include "base/utf8.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace lapor::utf8 {
namespace {

constexpr char32_t replacement = 0xFFFD;

/// The rule of a lead byte: how many bytes follow, and the range of the first of them. It excludes overlong
/// forms, surrogates and points past U+10FFFF (Unicode 15, table 3-7).
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

struct Range {
  char32_t first, last;
};

/// Unicode 15: Cc, Cf, Zl and Zp, in order; from U+E0000 on only tags and private use follow.
constexpr Range control_ranges[] = {
    {0x00, 0x1F},        {0x7F, 0x9F},       {0xAD, 0xAD},       {0x600, 0x605},     {0x61C, 0x61C},
    {0x6DD, 0x6DD},      {0x70F, 0x70F},     {0x890, 0x891},     {0x8E2, 0x8E2},     {0x180E, 0x180E},
    {0x200B, 0x200F},    {0x2028, 0x202E},   {0x2060, 0x206F},   {0xFEFF, 0xFEFF},   {0xFFF9, 0xFFFB},
    {0x110BD, 0x110BD},  {0x110CD, 0x110CD}, {0x13430, 0x1343F}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A},
    {0xE0000, 0x10FFFF},
};
constexpr char32_t joiner = 0x200D;

constexpr bool blank(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/// True if a joiner may follow it: a picture, its variant or the colour of its skin.
bool joinable(char32_t c) { return pictograph(c) || (c >= 0xFE00 && c <= 0xFE0F); }

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

std::u16string utf16_of_octets(std::string_view octets) {
  std::u16string out;
  for (std::size_t i = 0; i + 1 < octets.size(); i += 2)
    out += static_cast<char16_t>(static_cast<unsigned char>(octets[i]) << 8 |
                                 static_cast<unsigned char>(octets[i + 1]));
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

bool controls(char32_t point) {
  for (const auto& range : control_ranges)
    if (point <= range.last) return point >= range.first;
  return true;
}

bool pictograph(char32_t point) {
  return (point >= 0x1F000 && point <= 0x1FAFF) || (point >= 0x2600 && point <= 0x27BF) ||
         (point >= 0x2B00 && point <= 0x2BFF);
}

std::string visible(std::string_view text) {
  const auto points = decode(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto c = points[i];
    const bool joins =
        c == joiner && i > 0 && i + 1 < points.size() && joinable(points[i - 1]) && pictograph(points[i + 1]);
    if (!controls(c) || joins || c == '\n')
      append(out, c);
    else if (blank(c))
      out += ' ';
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
    } else if (controls(c) && c != joiner) {
      out += fmt::format("\\u{{{:04x}}}", static_cast<std::uint32_t>(c));
    } else {
      append(out, c);
    }
  }
  return out;
}

namespace {

struct Plain {
  char32_t first, last;
  char32_t as;     ///< what `first` stands for; those behind it in turn
  unsigned cycle;  ///< the code points repeat after so many; 0 if they don't
};

constexpr std::array plains{
    Plain{0xFF01, 0xFF5E, '!', 0}, Plain{0x3000, 0x3000, ' ', 0}, Plain{0x0660, 0x0669, '0', 0},
    Plain{0x06F0, 0x06F9, '0', 0}, Plain{0x0966, 0x096F, '0', 0}, Plain{0x09E6, 0x09EF, '0', 0},
    Plain{0x0E50, 0x0E59, '0', 0}, Plain{0xA9D0, 0xA9D9, '0', 0}, Plain{0x1D7CE, 0x1D7FF, '0', 10},
    Plain{0x2070, 0x2070, '0', 0}, Plain{0x00B9, 0x00B9, '1', 0}, Plain{0x00B2, 0x00B3, '2', 0},
    Plain{0x2074, 0x2079, '4', 0}, Plain{0x2080, 0x2089, '0', 0}, Plain{0x2460, 0x2468, '1', 0},
    Plain{0x24B6, 0x24CF, 'A', 0}, Plain{0x24D0, 0x24E9, 'a', 0}, Plain{0x2010, 0x2015, '-', 1},
    Plain{0x2024, 0x2024, '.', 0}, Plain{0x2044, 0x2044, '/', 0}, Plain{0x2215, 0x2215, '/', 0},
    Plain{0x3002, 0x3002, '.', 0}};

/// Mathematical letters (U+1D400…): alphabets of 26 capitals and 26 small letters, one after another.
constexpr char32_t first_alphabet = 0x1D400, last_alphabet = 0x1D6A3;

char32_t plain_point(char32_t c) {
  if (c >= first_alphabet && c <= last_alphabet) {
    const auto n = (c - first_alphabet) % 52;
    return n < 26 ? U'A' + n : U'a' + (n - 26);
  }
  for (const auto& p : plains)
    if (c >= p.first && c <= p.last) return p.as + (p.cycle ? (c - p.first) % p.cycle : c - p.first);
  return c;
}

bool ascii_word(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U'.';
}

/// Seen by nobody within a word: soft hyphens, joiners and spaces without a width.
bool unseen(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF ||
         c == 0x180E;
}

}  // namespace

std::string plain(std::string_view text) {
  std::u32string out;
  for (const auto c : decode(text))
    if (!(unseen(c) && !out.empty() && ascii_word(out.back()))) out += plain_point(c);
  return encode(out);
}

}  // namespace lapor::utf8
