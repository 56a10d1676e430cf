#include "text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <sstream>

namespace lapor::modemsim {
namespace {

constexpr char32_t replacement = 0xFFFD;

void append_utf8(std::string& out, char32_t c) {
  auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0 | (c >> 6));
  } else {
    if (c < 0x10000) {
      put(0xE0 | (c >> 12));
    } else {
      put(0xF0 | (c >> 18));
      put(0x80 | ((c >> 12) & 0x3F));
    }
    put(0x80 | ((c >> 6) & 0x3F));
  }
  put(0x80 | (c & 0x3F));
}

unsigned sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

/// One code point from the front of `text`, which shrinks by what was read.
char32_t take_point(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const unsigned length = sequence_length(lead);
  if (length == 0 || text.size() < length) return text.remove_prefix(1), replacement;
  char32_t c = length == 1 ? lead : lead & (0x7Fu >> length);
  for (unsigned i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) != 0x80) return text.remove_prefix(i), replacement;
    c = (c << 6) | (byte & 0x3F);
  }
  text.remove_prefix(length);
  const bool overlong = (length == 3 && c < 0x800) || (length == 4 && (c < 0x10000 || c > 0x10FFFF));
  return overlong || (c >= 0xD800 && c < 0xE000) ? replacement : c;
}

void append_utf16(std::u16string& out, char32_t c) {
  if (c < 0x10000) {
    out += static_cast<char16_t>(c);
    return;
  }
  out += static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10));
  out += static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FF));
}

constexpr char16_t escape_mark = 0x1B;

const std::u16string& default_alphabet() {
  static const std::u16string table =
      u"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1BÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
      u"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  return table;
}

struct Extension {
  char code;
  char16_t unit;
};
constexpr std::array extensions{Extension{0x0A, u'\f'}, Extension{0x14, u'^'},  Extension{0x28, u'{'},
                                Extension{0x29, u'}'},  Extension{0x2F, u'\\'}, Extension{0x3C, u'['},
                                Extension{0x3D, u'~'},  Extension{0x3E, u']'},  Extension{0x40, u'|'},
                                Extension{0x65, u'€'}};

bool append_septet(std::string& out, char16_t unit) {
  for (const auto& e : extensions) {
    if (e.unit == unit) return out += '\x1B', out += e.code, true;
  }
  const auto at = unit == escape_mark ? std::u16string::npos : default_alphabet().find(unit);
  if (at == std::u16string::npos) return false;
  out += static_cast<char>(at);
  return true;
}

char16_t extension(char code) {
  for (const auto& e : extensions) {
    if (e.code == code) return e.unit;
  }
  return u' ';
}

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const int lower = std::tolower(static_cast<unsigned char>(c));
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The value of `count` hex digits at `at`, or nothing.
std::optional<unsigned> hex_at(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return {};
  unsigned value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (digit(text[i]) < 0) return {};
    value = value * 16 + static_cast<unsigned>(digit(text[i]));
  }
  return value;
}

}  // namespace

std::u16string to_utf16(std::string_view utf8) {
  std::u16string out;
  while (!utf8.empty()) append_utf16(out, take_point(utf8));
  return out;
}

std::string from_utf16(std::u16string_view units) {
  std::string out;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const char32_t high = units[i];
    const char32_t low = i + 1 < units.size() ? units[i + 1] : 0;
    if (high >= 0xD800 && high < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
      append_utf8(out, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
      ++i;
    } else {
      append_utf8(out, high >= 0xD800 && high < 0xE000 ? replacement : high);
    }
  }
  return out;
}

std::optional<std::string> to_septets(std::u16string_view units) {
  std::string out;
  for (char16_t unit : units) {
    if (!append_septet(out, unit)) return {};
  }
  return out;
}

std::u16string from_septets(std::string_view septets) {
  std::u16string out;
  for (std::size_t i = 0; i < septets.size(); ++i) {
    const auto code = static_cast<unsigned char>(septets[i]) & 0x7Fu;
    if (code != escape_mark) {
      out += default_alphabet()[code];
    } else {
      out += i + 1 < septets.size() ? extension(septets[++i]) : u' ';
    }
  }
  return out;
}

std::string pack(std::string_view septets, unsigned fill) {
  std::string out((septets.size() * 7 + fill + 7) / 8, '\0');
  std::size_t bit = fill;
  for (char septet : septets) {
    for (unsigned i = 0; i < 7; ++i, ++bit) {
      if ((septet >> i) & 1) out[bit / 8] = static_cast<char>(out[bit / 8] | (1 << (bit % 8)));
    }
  }
  return out;
}

std::string unpack(std::string_view bytes, std::size_t septets, unsigned fill) {
  std::string out;
  for (std::size_t n = 0; n < septets; ++n) {
    int value = 0;
    for (unsigned i = 0; i < 7; ++i) {
      const std::size_t bit = fill + n * 7 + i;
      if (bit / 8 >= bytes.size()) return out;
      value |= ((bytes[bit / 8] >> (bit % 8)) & 1) << i;
    }
    out += static_cast<char>(value);
  }
  return out;
}

std::string to_bytes(std::u16string_view units) {
  std::string out;
  for (char16_t unit : units) {
    out += static_cast<char>(unit >> 8);
    out += static_cast<char>(unit & 0xFF);
  }
  return out;
}

std::u16string from_bytes(std::string_view bytes) {
  std::u16string out;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    out += static_cast<char16_t>(static_cast<unsigned char>(bytes[i]) << 8 |
                                 static_cast<unsigned char>(bytes[i + 1]));
  }
  return out;
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (char c : bytes) {
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

std::optional<std::string> from_hex(std::string_view hex) {
  if (hex.size() % 2) return {};
  std::string out;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const auto byte = hex_at(hex, i, 2);
    if (!byte) return {};
    out += static_cast<char>(*byte);
  }
  return out;
}

std::string escape(std::string_view utf8) {
  std::string out;
  for (char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\\') {
      out += "\\\\";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\x" + to_hex(std::string_view(&c, 1));
    } else {
      out += c;
    }
  }
  return out;
}

std::string unescape(std::string_view line) {
  std::u16string units;  // \u may cut a surrogate pair in two, so the text is put together in UTF-16
  for (std::size_t i = 0; i < line.size();) {
    const char next = line[i] == '\\' && i + 1 < line.size() ? line[i + 1] : '\0';
    const std::size_t digits = next == 'u' ? 4 : next == 'x' ? 2 : 0;
    const auto code = digits ? hex_at(line, i + 2, digits) : std::nullopt;
    if (code) {
      units += static_cast<char16_t>(*code);
      i += 2 + digits;
    } else if (next == 'n' || next == 'r' || next == 't' || next == '\\') {
      units += next == 'n' ? u'\n' : next == 'r' ? u'\r' : next == 't' ? u'\t' : u'\\';
      i += 2;
    } else {
      std::string_view rest = line.substr(i);
      append_utf16(units, take_point(rest));
      i = line.size() - rest.size();
    }
  }
  return from_utf16(units);
}

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return out;
}

std::string trim(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto from = text.find_first_not_of(blanks);
  if (from == std::string_view::npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(blanks) - from + 1));
}

std::string take_word(std::string_view& rest) {
  while (!rest.empty() && rest[0] == ' ') rest.remove_prefix(1);
  const auto end = std::min(rest.find(' '), rest.size());
  const std::string word(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

std::vector<std::string> words(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

std::optional<int> number(std::string_view text) {
  if (text.empty() || text.size() > 9) return {};
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return {};
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace lapor::modemsim
