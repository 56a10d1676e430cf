#include "domain/sms/gsm7.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.hpp"

namespace lapor::sms {
namespace {

constexpr char escape = 0x1B;

/// TS 23.038 §6.2.1: the character of each septet. 0x1B is the escape and stands for none.
constexpr std::u32string_view basic =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\uFFFFÆæßÉ"
    U" !\"#¤%&'()*+,-./0123456789:;<=>?"
    U"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    U"¿abcdefghijklmnopqrstuvwxyzäöñüà";
static_assert(basic.size() == 128);

/// §6.2.1.1: the character after an escape.
constexpr std::array extension{
    std::pair<char, char32_t>{0x0A, U'\f'}, std::pair<char, char32_t>{0x14, U'^'},
    std::pair<char, char32_t>{0x28, U'{'},  std::pair<char, char32_t>{0x29, U'}'},
    std::pair<char, char32_t>{0x2F, U'\\'}, std::pair<char, char32_t>{0x3C, U'['},
    std::pair<char, char32_t>{0x3D, U'~'},  std::pair<char, char32_t>{0x3E, U']'},
    std::pair<char, char32_t>{0x40, U'|'},  std::pair<char, char32_t>{0x65, U'€'},
};

/// The septets of a character as bytes: one, or an escape and one, or none if it isn't in the alphabet.
std::string code_of(char32_t c) {
  // Most characters of a text have their ASCII code in the alphabet, too.
  if ((c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9') || c == U' ')
    return {static_cast<char>(c)};
  if (const auto at = basic.find(c); at != basic.npos && c != 0xFFFF) return {static_cast<char>(at)};
  for (const auto& [septet, character] : extension)
    if (character == c) return {escape, septet};
  return {};
}

/// §6.2.1.2.4: a language without a table is read with the default one.
std::u32string_view locking(Alphabet alphabet) {
  const auto table = locking_table(alphabet.locking);
  return table.empty() ? basic : table;
}

/// §6.2.1.1: a code that the extension table doesn't define is read from the locking table; a second escape
/// is a space.
char32_t escaped(char septet, Alphabet alphabet) {
  if (const auto c = shifted(alphabet.single, static_cast<unsigned char>(septet)); c != 0) return c;
  for (const auto& [code, character] : extension)
    if (code == septet && alphabet.single == 0) return character;
  return septet == escape ? U' ' : locking(alphabet)[static_cast<std::size_t>(septet)];
}

/// Equivalents in the alphabet; "" drops a character that shows nothing.
constexpr std::array twins{
    std::pair<char32_t, std::string_view>{U'\u00A0', " "},
    std::pair<char32_t, std::string_view>{U'\t', " "},
    std::pair<char32_t, std::string_view>{U'\u00AD', ""},
    std::pair<char32_t, std::string_view>{U'`', "'"},
    std::pair<char32_t, std::string_view>{U'\u00B4', "'"},
    std::pair<char32_t, std::string_view>{U'\u2018', "'"},
    std::pair<char32_t, std::string_view>{U'\u2019', "'"},
    std::pair<char32_t, std::string_view>{U'\u201A', "'"},
    std::pair<char32_t, std::string_view>{U'\u201B', "'"},
    std::pair<char32_t, std::string_view>{U'\u2032', "'"},
    std::pair<char32_t, std::string_view>{U'\u02BC', "'"},
    std::pair<char32_t, std::string_view>{U'\u201C', "\""},
    std::pair<char32_t, std::string_view>{U'\u201D', "\""},
    std::pair<char32_t, std::string_view>{U'\u201E', "\""},
    std::pair<char32_t, std::string_view>{U'\u201F', "\""},
    std::pair<char32_t, std::string_view>{U'\u2033', "\""},
    std::pair<char32_t, std::string_view>{U'\u00AB', "\""},
    std::pair<char32_t, std::string_view>{U'\u00BB', "\""},
    std::pair<char32_t, std::string_view>{U'\u2039', "'"},
    std::pair<char32_t, std::string_view>{U'\u203A', "'"},
    std::pair<char32_t, std::string_view>{U'\u2026', "..."},
    std::pair<char32_t, std::string_view>{U'\u2022', "-"},
    std::pair<char32_t, std::string_view>{U'\u00B7', "."},
    std::pair<char32_t, std::string_view>{U'\u2212', "-"},
    std::pair<char32_t, std::string_view>{U'\u00D7', "x"},
    std::pair<char32_t, std::string_view>{U'\u2044', "/"},
    std::pair<char32_t, std::string_view>{U'\u2028', "\n"},
    std::pair<char32_t, std::string_view>{U'\u2029', "\n"},
    std::pair<char32_t, std::string_view>{U'\u202F', " "},
    std::pair<char32_t, std::string_view>{U'\u3000', " "},
    std::pair<char32_t, std::string_view>{U'\u200B', ""},
    std::pair<char32_t, std::string_view>{U'\u200E', ""},
    std::pair<char32_t, std::string_view>{U'\u200F', ""},
    std::pair<char32_t, std::string_view>{U'\u2060', ""},
    std::pair<char32_t, std::string_view>{U'\uFEFF', ""},
};

std::optional<std::string> twin_of(char32_t c) {
  for (const auto& [from, to] : twins)
    if (from == c) return std::string(to);
  if (c >= 0x2000 && c <= 0x200A) return " ";  // spaces of every width
  if (c >= 0x300 && c <= 0x36F) return "";     // an accent that no letter took
  if (c >= 0x2010 && c <= 0x2015) return "-";  // hyphens and dashes
  if (c >= 0xFF01 && c <= 0xFF5E) return std::string(1, static_cast<char>(c - 0xFEE0));  // full-width ASCII
  return std::nullopt;
}

bool in_alphabet(std::string_view text) { return septets(text).has_value(); }

/// Replaces a Latin ligature, or a letter whose accent the alphabet lacks, by its compatibility base: "ﬁ",
/// "ê", "ī".
std::optional<std::string> base_letter(char32_t c) {
  if (c < 0xC0 || (c > 0x24F && c < 0x1E00) || (c > 0x1EFF && c < 0xFB00) || c > 0xFB06) return std::nullopt;
  UErrorCode code = U_ZERO_ERROR;
  const auto* nfkd = icu::Normalizer2::getNFKDInstance(code);
  if (U_FAILURE(code)) return std::nullopt;
  std::string parts;
  nfkd->normalize(icu::UnicodeString(static_cast<UChar32>(c)), code).toUTF8String(parts);
  std::string kept;
  for (const auto p : utf8::decode(parts))
    if (p < 0x300 || p > 0x36F) utf8::append(kept, p);  // the accents themselves go
  if (U_FAILURE(code) || kept.empty() || !in_alphabet(kept)) return std::nullopt;
  return kept;
}

/// NFC, so that e + U+0301 is the é of the alphabet. Ill-formed text comes back as it was.
std::string composed(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return std::string(text);
  UErrorCode code = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(code);
  if (U_FAILURE(code)) return std::string(text);
  const auto in = utf8::clean(text);
  const auto done = nfc->normalize(icu::UnicodeString::fromUTF8(in), code);
  if (U_FAILURE(code)) return std::string(text);
  std::string out;
  done.toUTF8String(out);  // appends
  return out;
}

/// The character itself if it is in the alphabet, else its equivalent there; as it is if there is none.
void append_plain(std::string& out, char32_t c) {
  if (code_of(c).empty()) {
    auto plain = twin_of(c);
    if (!plain) plain = base_letter(c);
    if (plain) {
      out += *plain;
      return;
    }
  }
  utf8::append(out, c);
}

}  // namespace

std::optional<std::size_t> septets(std::string_view utf8) {
  std::size_t count = 0;
  for (const auto c : utf8::decode(utf8)) {
    const auto code = code_of(c);
    if (code.empty()) return std::nullopt;
    count += code.size();
  }
  return count;
}

std::string to_gsm7(std::string_view utf8) {
  std::string out;
  for (const auto c : utf8::decode(utf8)) out += code_of(c);
  return out;
}

std::string from_gsm7(std::string_view septets, Alphabet alphabet) {
  std::string out;
  for (std::size_t i = 0; i < septets.size(); ++i) {
    const char s = static_cast<char>(septets[i] & 0x7F);
    if (s != escape) {
      utf8::append(out, locking(alphabet)[static_cast<std::size_t>(s)]);
      continue;
    }
    const bool last = i + 1 == septets.size();
    utf8::append(out, last ? U' ' : escaped(static_cast<char>(septets[++i] & 0x7F), alphabet));
  }
  return out;
}

std::u16string units_of_gsm7(std::string_view septets, Alphabet alphabet) {
  std::size_t escapes = 0;  // two at the end are a space
  while (escapes < septets.size() && (septets[septets.size() - 1 - escapes] & 0x7F) == escape) ++escapes;
  if (escapes % 2 == 0) return utf8::to_utf16(from_gsm7(septets, alphabet));
  return utf8::to_utf16(from_gsm7(septets.substr(0, septets.size() - 1), alphabet)) + char16_t{escape};
}

char32_t after_escape(char32_t first, Alphabet alphabet) {
  const auto at = locking(alphabet).find(first);
  return at == std::u32string_view::npos ? first : escaped(static_cast<char>(at), alphabet);
}

std::string plain(std::string_view text) {
  std::string out;
  for (const auto c : utf8::decode(composed(text))) append_plain(out, c);
  return out;
}

}  // namespace lapor::sms
