#include "domain/limits/note_check.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace lapor::limits {
namespace {

constexpr std::size_t shortest_account = 10;  ///< digits; a ticket's number has nine at most

constexpr std::array link_marks{std::string_view("HTTP"), std::string_view("WWW."), std::string_view("://")};
constexpr std::array domains{
    std::string_view(".COM"),    std::string_view(".NET"),   std::string_view(".ORG"),
    std::string_view(".ID"),     std::string_view(".LY"),    std::string_view(".ME"),
    std::string_view(".INFO"),   std::string_view(".XYZ"),   std::string_view(".CC"),
    std::string_view(".LINK"),   std::string_view(".SITE"),  std::string_view(".APP"),
    std::string_view(".ONLINE"), std::string_view(".TOP"),   std::string_view(".CLICK"),
    std::string_view(".SHOP"),   std::string_view(".STORE"), std::string_view(".CO"),
    std::string_view(".BIZ"),    std::string_view(".TV"),    std::string_view(".IO")};
constexpr std::array money_words{
    std::string_view("RP"),       std::string_view("RUPIAH"), std::string_view("TRANSFER"),
    std::string_view("REKENING"), std::string_view("PULSA"),  std::string_view("IDR"),
    std::string_view("RIBU"),     std::string_view("RB"),     std::string_view("JUTA"),
    std::string_view("JT"),       std::string_view("OVO"),    std::string_view("GOPAY"),
    std::string_view("OTP")};

bool is_word_char(char c) { return ascii::is_upper(c) || ascii::is_digit(c); }

/// "bit.ly/x", "contoh.com": the ending stands right after a letter or a digit and ends there or at a slash.
bool has_domain(std::string_view text) {
  return std::any_of(domains.begin(), domains.end(), [&](std::string_view domain) {
    for (auto at = text.find(domain); at != text.npos; at = text.find(domain, at + 1)) {
      const bool after_word = at > 0 && is_word_char(text[at - 1]);
      const auto end = at + domain.size();
      if (after_word && (end == text.size() || !is_word_char(text[end]))) return true;
    }
    return false;
  });
}

/// "t.co/abc", "192.168.1.1/x": a dot within a word that goes on behind a slash.
bool has_path(std::string_view text) {
  bool dotted = false;
  for (std::size_t at = 1; at + 1 < text.size(); ++at) {
    const bool inside = is_word_char(text[at - 1]) && is_word_char(text[at + 1]);
    if (text[at] == ' ') dotted = false;
    if (text[at] == '.' && inside) dotted = true;
    if (text[at] == '/' && inside && dotted) return true;
  }
  return false;
}

/// The word alone, or before a digit: "Rp50.000", "RP 50000".
bool has_word(std::string_view text, std::string_view word) {
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    const bool begins = at == 0 || !ascii::is_upper(text[at - 1]);
    if (begins && (end == text.size() || !ascii::is_upper(text[end]))) return true;
  }
  return false;
}

/// Digits that blanks, dots and hyphens hold together.
bool has_account(std::string_view text) {
  std::size_t digits = 0;
  for (const char c : text) {
    if (ascii::is_digit(c))
      ++digits;
    else if (c != ' ' && c != '-' && c != '.')
      digits = 0;
    if (digits >= shortest_account) return true;
  }
  return false;
}

}  // namespace

bool could_defraud(std::string_view note) {
  const auto text = ascii::upper(utf8::plain(note));
  const auto in_text = [&](std::string_view mark) { return text.find(mark) != text.npos; };
  if (std::any_of(link_marks.begin(), link_marks.end(), in_text) || has_domain(text) || has_path(text))
    return true;
  const auto says = [&](std::string_view word) { return has_word(text, word); };
  return std::any_of(money_words.begin(), money_words.end(), says) || has_account(text);
}

}  // namespace lapor::limits
