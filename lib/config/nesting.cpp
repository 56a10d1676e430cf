#include "config/nesting.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lapor::config {
namespace {

/// The length of the string that begins at the front of `text`, quotes included; TOML 1.0, "String". One that
/// isn't closed ends with its line, or with the text: the parser refuses it there.
std::size_t string_length(std::string_view text) {
  const char quote = text.front();
  const std::string three(3, quote);
  const bool lines = text.starts_with(three), escapes = quote == '"';
  for (std::size_t at = lines ? 3 : 1; at < text.size(); ++at) {
    if (escapes && text[at] == '\\') {
      ++at;
    } else if (!lines && (text[at] == quote || text[at] == '\n')) {
      return at + 1;
    } else if (lines && text.substr(at).starts_with(three)) {
      at += 3;
      for (int more = 0; more < 2 && at < text.size() && text[at] == quote; ++more) ++at;
      return at;
    }
  }
  return text.size();
}

/// Characters that end a key or a value: dots after one belong to the next key.
bool separates(char c) { return std::string_view("\n=,[]{}").find(c) != std::string_view::npos; }

}  // namespace

std::optional<TooDeep> too_deep(std::string_view toml) {
  unsigned line = 1, nested = 0, dots = 0;
  while (!toml.empty()) {
    const char c = toml.front();
    std::size_t length = 1;
    if (c == '"' || c == '\'') length = string_length(toml);
    if (c == '#') length = std::min(toml.find('\n'), toml.size());
    if (c == '[' || c == '{') ++nested;
    if ((c == ']' || c == '}') && nested > 0) --nested;
    dots = c == '.' ? dots + 1 : separates(c) ? 0 : dots;
    if (nested > most_nested)
      return TooDeep{line, fmt::format("nested deeper than {} brackets", most_nested)};
    if (dots > most_dots) return TooDeep{line, fmt::format("a key with more than {} dots", most_dots)};
    line += static_cast<unsigned>(std::count(toml.begin(), toml.begin() + static_cast<long>(length), '\n'));
    toml.remove_prefix(length);
  }
  return std::nullopt;
}

}  // namespace lapor::config
