#include "domain/sms/octet_text.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace lapor::sms {
namespace {

/// Windows-1252, 0x80 to 0x9F; 0 where it has no character.
constexpr std::array<char16_t, 32> windows_1252{
    u'\u20AC', 0,         u'\u201A', u'\u0192', u'\u201E', u'\u2026', u'\u2020', u'\u2021',
    u'\u02C6', u'\u2030', u'\u0160', u'\u2039', u'\u0152', 0,         u'\u017D', 0,
    0,         u'\u2018', u'\u2019', u'\u201C', u'\u201D', u'\u2022', u'\u2013', u'\u2014',
    u'\u02DC', u'\u2122', u'\u0161', u'\u203A', u'\u0153', 0,         u'\u017E', u'\u0178'};

bool is_white(unsigned char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
bool is_letter(unsigned char c) { return ascii::is_letter(static_cast<char>(c)); }
bool is_control(unsigned char c) { return (c < 0x20 && !is_white(c)) || c == 0x7F; }

/// The length of the UTF-8 sequence of several octets that begins with this one, 2 to 4; 0 if none does.
std::size_t sequence_length(unsigned char lead) {
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/// The character in these octets, if they are just one sequence of UTF-8.
std::optional<char32_t> one_character(std::string_view octets) {
  const auto points = utf8::decode(octets);
  if (points.size() != 1 || points[0] == 0xFFFD) return std::nullopt;
  return points[0];
}

/// The octets of the UTF-8 character at `at`, if there is a whole one of several octets.
std::optional<std::string_view> sequence_at(std::string_view octets, std::size_t at) {
  const auto length = sequence_length(static_cast<unsigned char>(octets[at]));
  if (length == 0 || at + length > octets.size()) return std::nullopt;
  const auto sequence = octets.substr(at, length);
  return one_character(sequence) ? std::optional(sequence) : std::nullopt;
}

/// True if six tenths of the octets are letters, digits, blanks and characters of UTF-8. With fewer of them
/// it is data that happens to be printable.
bool mostly_words(std::string_view octets) {
  std::size_t words = 0;
  bool has_word = false;
  for (std::size_t i = 0; i < octets.size(); ++i) {
    const auto c = static_cast<unsigned char>(octets[i]);
    const auto sequence = sequence_at(octets, i);
    const bool in_word = is_letter(c) || ascii::is_digit(static_cast<char>(c)) || sequence;
    has_word = has_word || in_word;
    if (in_word || is_white(c)) words += sequence ? sequence->size() : 1;
    if (sequence) i += sequence->size() - 1;
  }
  return has_word && words * 10 >= octets.size() * 6;
}

/// UTF-16BE whose characters are Latin: every other octet is 0.
bool is_utf16(std::string_view octets) {
  if (octets.size() < 4 || octets.size() % 2 != 0) return false;
  std::size_t latin = 0;
  for (std::size_t i = 0; i < octets.size(); i += 2)
    if (octets[i] == 0 && !is_control(static_cast<unsigned char>(octets[i + 1]))) ++latin;
  return latin * 10 >= octets.size() / 2 * 8;
}

char16_t from_windows_1252(unsigned char octet) {
  if (octet < 0x80 || octet > 0x9F) return char16_t{octet};
  const auto c = windows_1252[static_cast<std::size_t>(octet - 0x80)];
  return c != 0 ? c : char16_t{octet};
}

/// UTF-8 where it is, each other octet as Windows-1252.
std::u16string from_octets(std::string_view octets) {
  std::u16string out;
  for (std::size_t i = 0; i < octets.size(); ++i) {
    const auto sequence = sequence_at(octets, i);
    if (!sequence) {
      out += from_windows_1252(static_cast<unsigned char>(octets[i]));
      continue;
    }
    out += utf8::to_utf16(*sequence);
    i += sequence->size() - 1;
  }
  return out;
}

/// The octet that from_windows_1252() made this of; nullopt for ASCII and what it never makes.
std::optional<char> octet_of(char16_t unit) {
  if (unit >= 0x80 && unit <= 0xFF) return static_cast<char>(unit);
  const auto at = std::find(windows_1252.begin(), windows_1252.end(), unit);
  if (unit == 0 || at == windows_1252.end()) return std::nullopt;
  return static_cast<char>(0x80 + (at - windows_1252.begin()));
}

}  // namespace

std::optional<std::u16string> read_octet_text(std::string_view octets) {
  if (is_utf16(octets)) return utf8::utf16_of_octets(octets);
  while (octets.ends_with('\0')) octets.remove_suffix(1);  // a string's end in C
  if (std::any_of(octets.begin(), octets.end(), is_control) || !mostly_words(octets)) return std::nullopt;
  return from_octets(octets);
}

void mend_cut_character(std::u16string& before, std::u16string& after) {
  for (std::size_t k = 1; k <= 3 && k <= before.size(); ++k) {
    const auto lead = octet_of(before[before.size() - k]);
    const auto length = lead ? sequence_length(static_cast<unsigned char>(*lead)) : 0;
    if (length <= k || length - k > after.size()) continue;
    std::string octets;
    for (const char16_t unit : before.substr(before.size() - k) + after.substr(0, length - k))
      octets += octet_of(unit).value_or('?');
    if (!one_character(octets)) continue;
    before.replace(before.size() - k, k, utf8::to_utf16(octets));
    after.erase(0, length - k);
    return;
  }
}

}  // namespace lapor::sms
