// A PIN proves who answers. It leaves the text before anything else happens to the text.
#include <algorithm>
#include <optional>

#include "domain/commands/command.hpp"
#include "domain/commands/lexer.hpp"

namespace lapor::commands {

namespace {

constexpr std::size_t shortest = 3, longest = 10;

struct Cut {
  std::size_t begin, end;  ///< bytes of the text
  std::string pin;
};

/// "PIN4321" in one word.
std::optional<Cut> glued(const Token& token) {
  const auto digits = std::string_view(token.key).substr(std::min<std::size_t>(3, token.key.size()));
  if (token.key.substr(0, 3) != "PIN" || !all_digits(digits) || digits.size() < shortest) return std::nullopt;
  return Cut{token.begin, token.end, std::string(digits)};
}

/// "PIN 4321", "pin: 4321", "PIN saya 4321".
std::optional<Cut> apart(const std::vector<Token>& tokens, std::size_t at) {
  if (tokens[at].key != "PIN" && tokens[at].key != "PINNYA") return std::nullopt;
  auto next = at + 1;
  if (next < tokens.size() &&
      (tokens[next].key == "SAYA" || tokens[next].key == "NYA" || tokens[next].key == "KAMI"))
    ++next;
  if (next >= tokens.size()) return std::nullopt;
  const auto& key = tokens[next].key;
  const auto digits = std::min(key.find_first_not_of("0123456789"), key.size());
  if (digits < shortest || digits > longest) return std::nullopt;
  const bool plain = key.size() == tokens[next].end - tokens[next].begin;
  const auto end = plain ? tokens[next].begin + digits : tokens[next].end;
  return Cut{tokens[at].begin, end, key.substr(0, digits)};
}

std::optional<Cut> first_cut(std::string_view text) {
  const auto tokens = lex(text);
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (auto cut = glued(tokens[at])) return cut;
    if (auto cut = apart(tokens, at)) return cut;
  }
  return std::nullopt;
}

}  // namespace

WithoutPin cut_pin(std::string_view text) {
  WithoutPin out{std::string(text), {}};
  // Each round takes digits away, so it ends; the bound is for a text made of nothing else.
  for (int round = 0; round < 20; ++round) {
    const auto cut = first_cut(out.text);
    if (!cut) break;
    if (out.pin.empty()) out.pin = cut->pin;
    auto end = cut->end;
    const bool blank_before = cut->begin == 0 || out.text[cut->begin - 1] == ' ';
    if (blank_before && end < out.text.size() && out.text[end] == ' ') ++end;
    out.text.erase(cut->begin, end - cut->begin);
  }
  return out;
}

}  // namespace lapor::commands
