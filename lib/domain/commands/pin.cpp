// A PIN proves who answers. It leaves the text before anything else happens to the text.
#include <algorithm>
#include <optional>

#include "domain/commands/command.hpp"
#include "domain/commands/reading.hpp"
#include "domain/language/lexer.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::commands {

using language::all_digits;
using language::lex;
using language::Token;

namespace {

constexpr std::size_t shortest = 3, longest = 10;
constexpr std::size_t shortest_far = 4, longest_far = 8;  ///< of a PIN that doesn't follow its word
constexpr std::size_t words_between = 4;                  ///< "PIN kami untuk dinas adalah 4321"

struct Cut {
  std::size_t begin, end;  ///< bytes of the text
  std::string pin, code = {};
};

bool is_pin_word(std::string_view key) {
  return is_one_of(key, {"PIN", "PINNYA", "PINE", "SANDI", "SANDINYA", "PASSWORD", "PASWORD"});
}

bool is_ticket(const std::string& key) { return all_digits(key) && ticket::id_of(key).value != 0; }

/// True if it may stand between the word and the figures, as one word more may: "PIN BMCK adalah 4321".
bool links(std::string_view key) {
  return is_one_of(key, {"SAYA", "NYA",  "KAMI",  "KITA", "ADALAH",  "YAITU", "YAKNI", "IALAH",  "ITU",
                         "INI",  "NO",   "NOMOR", "NMR",  "KODE",    "OPD",   "DINAS", "KANTOR", "UNTUK",
                         "UTK",  "BUAT", "DARI",  "DR",   "SEBAGAI", "JADI",  "IS",    "THE"});
}

std::size_t leading_digits(std::string_view key) {
  return std::min(key.find_first_not_of("0123456789"), key.size());
}

/// "PIN4321" in one word.
std::optional<Cut> glued(const Token& token) {
  const auto digits = std::string_view(token.key).substr(std::min<std::size_t>(3, token.key.size()));
  if (token.key.substr(0, 3) != "PIN" || !all_digits(digits) || digits.size() < shortest) return std::nullopt;
  return Cut{token.begin, token.end, std::string(digits)};
}

/// The figures at the beginning of a token, with all that stands from \p begin on.
Cut cut_to(const Token& token, std::size_t begin, std::size_t digits) {
  const bool plain = token.key.size() == token.end - token.begin;
  return {begin, plain ? token.begin + digits : token.end, token.key.substr(0, digits)};
}

/// "PIN 4321", "pin: 4321", "PIN saya 4321", "PIN BMCK adalah 4321".
std::optional<Cut> after(const std::vector<Token>& tokens, std::size_t at) {
  unsigned others = 0;
  std::optional<Cut> like_ticket;  // a PIN may look like the number of a report
  const auto last = std::min(tokens.size(), at + 2 + words_between);
  for (auto next = at + 1; next < last; ++next) {
    const auto& key = tokens[next].key;
    const auto digits = leading_digits(key);
    if (digits == 0) {
      if (!links(key) && ++others > 1) break;
      continue;
    }
    const bool fits =
        digits >= (others > 0 ? shortest_far : shortest) && digits <= (others > 0 ? longest_far : longest);
    if (!fits) break;
    const auto cut = cut_to(tokens[next], tokens[at].begin, digits);
    if (!is_ticket(key)) return cut;
    if (others == 0 && !like_ticket) like_ticket = cut;
  }
  return like_ticket;
}

/// "4321 adalah PIN saya", "4321 (PIN)".
std::optional<Cut> before(const std::vector<Token>& tokens, std::size_t at) {
  auto first = at;
  while (first > 0 && at - first < words_between && links(tokens[first - 1].key)) --first;
  if (first == 0) return std::nullopt;
  const auto& key = tokens[first - 1].key;
  const bool said = first < at || at + 1 == tokens.size();
  if (!said || !all_digits(key) || key.size() < shortest_far || key.size() > longest_far || is_ticket(key))
    return std::nullopt;
  return Cut{tokens[first - 1].begin, tokens[at].end, key};
}

std::optional<Cut> apart(const std::vector<Token>& tokens, std::size_t at) {
  if (!is_pin_word(tokens[at].key)) return std::nullopt;
  auto cut = after(tokens, at);
  return cut ? cut : before(tokens, at);
}

/// "… KODE 5821" right behind the PIN.
Cut with_code(Cut cut, const std::vector<Token>& tokens) {
  constexpr std::size_t code_digits = 4;
  std::size_t at = 0;
  while (at < tokens.size() && tokens[at].begin < cut.end) ++at;
  if (at + 1 >= tokens.size() || tokens[at].key != "KODE" || !all_digits(tokens[at + 1].key) ||
      tokens[at + 1].key.size() != code_digits)
    return cut;
  return {cut.begin, tokens[at + 1].end, cut.pin, tokens[at + 1].key};
}

std::optional<Cut> first_cut(std::string_view text) {
  const auto tokens = lex(text);
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (auto cut = glued(tokens[at])) return with_code(std::move(*cut), tokens);
    if (auto cut = apart(tokens, at)) return with_code(std::move(*cut), tokens);
  }
  return std::nullopt;
}

}  // namespace

WithoutPin cut_pin(std::string_view text) {
  WithoutPin out{std::string(text), {}, {}};
  // Each round takes digits away, so it ends; the bound is for a text made of nothing else.
  for (int round = 0; round < 20; ++round) {
    const auto cut = first_cut(out.text);
    if (!cut) break;
    if (out.pin.empty()) out.pin = cut->pin, out.code = cut->code;
    auto end = cut->end;
    const bool blank_before = cut->begin == 0 || out.text[cut->begin - 1] == ' ';
    if (blank_before && end < out.text.size() && out.text[end] == ' ') ++end;
    out.text.erase(cut->begin, end - cut->begin);
  }
  return out;
}

}  // namespace lapor::commands
