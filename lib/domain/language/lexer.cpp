#include "domain/language/lexer.hpp"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "base/ascii.hpp"

namespace lapor::language {

namespace {

struct Point {
  UChar32 value;  ///< negative where the bytes are malformed
  std::size_t end;
};

Point next_point(std::string_view text, std::size_t at) {
  const auto rest = text.substr(at, 8);
  std::int32_t used = 0;
  UChar32 value = 0;
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(rest.data()), used, static_cast<std::int32_t>(rest.size()),
          value);
  return {value, at + static_cast<std::size_t>(used)};
}

using ascii::is_digit;
using ascii::is_upper;

/// Bytes of a literal "(spasi)", "<spasi>" or "[spasi]" at \p at, as people copy it from a poster; else 0.
std::size_t spasi(std::string_view text, std::size_t at) {
  static constexpr std::string_view word = "SPASI";
  if (at + word.size() + 2 > text.size()) return 0;
  const char open = text[at], close = text[at + word.size() + 1];
  if (!((open == '(' && close == ')') || (open == '<' && close == '>') || (open == '[' && close == ']')))
    return 0;
  const auto inside = text.substr(at + 1, word.size());
  const bool same = std::equal(inside.begin(), inside.end(), word.begin(),
                               [](char a, char b) { return ascii::upper(a) == b; });
  return same ? word.size() + 2 : 0;
}

enum class Kind { letter, nothing, separator };

/// The role of a character in a word: a part of it, invisible inside it ("jum'at", zero-width joiners), or
/// its end.
Kind kind(UChar32 c) {
  if (c < 0) return Kind::separator;
  if (c < 0x80) {
    if (c == '\'') return Kind::nothing;
    const char a = ascii::upper(static_cast<char>(c));
    return is_upper(a) || is_digit(a) ? Kind::letter : Kind::separator;
  }
  if (c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0x00AD) return Kind::nothing;
  if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return Kind::nothing;
  const auto mask = U_GET_GC_MASK(c);
  if ((mask & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0) return Kind::letter;
  return Kind::separator;
}

/// NFKC and upper case; digits of other scripts become ASCII; what NFKC turns into no letter is dropped.
std::string fold(const icu::UnicodeString& word) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfkc = icu::Normalizer2::getNFKCInstance(status);
  if (U_FAILURE(status)) return {};
  auto folded = nfkc->normalize(word, status);
  if (U_FAILURE(status)) return {};
  folded.toUpper(icu::Locale::getRoot());
  icu::UnicodeString kept;
  for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    const UChar32 c = folded.char32At(i);
    if (kind(c) != Kind::letter) continue;
    kept.append(u_isdigit(c) ? static_cast<UChar32>('0' + u_charDigitValue(c)) : c);
  }
  std::string out;
  kept.toUTF8String(out);
  return out;
}

/// One word in the making.
class Word {
 public:
  void add(UChar32 c, std::size_t begin, std::size_t end) {
    if (empty()) begin_ = begin;
    end_ = end;
    if (c < 0x80) {
      ascii_.push_back(ascii::upper(static_cast<char>(c)));
    } else {
      plain_ = false;
    }
    wide_.append(c);
  }
  bool empty() const { return wide_.isEmpty(); }

  void finish(std::vector<Token>& out) {
    if (!empty()) {
      auto key = plain_ ? ascii_ : fold(wide_);
      if (!key.empty()) out.push_back({std::move(key), begin_, end_, false});
    }
    *this = Word{};
  }

 private:
  std::string ascii_;
  icu::UnicodeString wide_;
  bool plain_ = true;
  std::size_t begin_ = 0, end_ = 0;
};

/// The index at which a word is split into letters and 7 to 9 digits; 0 if it isn't. Only plain ASCII, where
/// bytes are letters.
std::size_t seam(const Token& token) {
  const auto& key = token.key;
  if (key.size() != token.end - token.begin) return 0;
  const auto digit = [&](std::size_t i) { return is_digit(key[i]); };
  std::size_t turn = 1;
  while (turn < key.size() && digit(turn) == digit(0)) ++turn;
  if (turn == key.size()) return 0;
  if (digit(0)) return turn >= 7 && turn <= 9 && is_upper(key[turn]) ? turn : 0;
  const auto tail = key.size() - turn;
  const bool only_digits = all_digits(std::string_view(key).substr(turn));
  return only_digits && tail >= 7 && tail <= 9 ? turn : 0;
}

void split_glued(std::vector<Token>& tokens) {
  std::vector<Token> out;
  out.reserve(tokens.size());
  for (auto& token : tokens) {
    if (const auto at = seam(token)) {
      out.push_back({token.key.substr(0, at), token.begin, token.begin + at, false});
      out.push_back({token.key.substr(at), token.begin + at, token.end, false});
    } else {
      out.push_back(std::move(token));
    }
  }
  tokens = std::move(out);
}

/// A full stop after fewer letters is one of an abbreviation: "jl.", "kec.", "wr. wb."
constexpr std::size_t shortest_before_full_stop = 4;

bool parted(const Token& left, const Token& right, std::string_view text) {
  const auto between = text.substr(left.end, right.begin - left.end);
  if (between.find_first_of(",;!?") != std::string_view::npos) return true;
  return between.starts_with('.') && between.size() > 1 && left.key.size() >= shortest_before_full_stop;
}

void mark_apart(std::vector<Token>& tokens, std::string_view text) {
  for (std::size_t i = 1; i < tokens.size(); ++i) tokens[i].apart = parted(tokens[i - 1], tokens[i], text);
}

}  // namespace

std::vector<Token> lex(std::string_view text) {
  std::vector<Token> tokens;
  Word word;
  for (std::size_t at = 0; at < text.size();) {
    if (const auto literal = spasi(text, at)) {
      word.finish(tokens);
      at += literal;
      continue;
    }
    const auto point = next_point(text, at);
    switch (kind(point.value)) {
      case Kind::letter:
        word.add(point.value, at, point.end);
        break;
      case Kind::separator:
        word.finish(tokens);
        break;
      case Kind::nothing:
        break;
    }
    at = point.end;
  }
  word.finish(tokens);
  split_glued(tokens);
  mark_apart(tokens, text);
  return tokens;
}

std::size_t skip_separators(std::string_view text, std::size_t from) {
  static constexpr std::string_view separators = "#*.,:;/|!-_=?)]>}";
  if (from < text.size() && (text[from] == '"' || text[from] == '\'')) ++from;
  while (from < text.size()) {
    if (const auto literal = spasi(text, from)) {
      from += literal;
      continue;
    }
    const auto point = next_point(text, from);
    const auto c = point.value;
    const bool skipped =
        c >= 0 && (c < 0x80 ? c <= ' ' || separators.find(static_cast<char>(c)) != std::string_view::npos
                            : u_isUWhiteSpace(c) || c == 0x201D || c == 0x2019 || c == 0x00BB ||
                                  u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT));
    if (!skipped) break;
    from = point.end;
  }
  return from;
}

bool all_digits(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), is_digit);
}

std::string squeeze(std::string_view key) {
  std::string out;
  std::unique_copy(key.begin(), key.end(), std::back_inserter(out));
  return out;
}

bool one_slip(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t head = 0;
  while (head < a.size() && a[head] == b[head]) ++head;
  if (head == b.size()) return false;
  const auto rest_a = a.substr(head), rest_b = b.substr(head);
  if (a.size() < b.size()) return rest_a == rest_b.substr(1);
  if (rest_a.substr(1) == rest_b.substr(1)) return true;
  return rest_a.size() >= 2 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] &&
         rest_a.substr(2) == rest_b.substr(2);
}

}  // namespace lapor::language
