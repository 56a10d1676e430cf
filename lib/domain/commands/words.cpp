#include "domain/commands/words.hpp"

#include <algorithm>

#include "domain/routing/category.hpp"

namespace lapor::commands {

namespace {

constexpr std::size_t shortest_slip = 5;
constexpr std::size_t most_words = 400;  ///< more than the ten parts of a long SMS hold

std::optional<Match> squeezed_match(const std::map<std::string, std::string>& aliases,
                                    const std::string& key) {
  const auto short_key = squeeze(key);
  if (short_key.size() == key.size() || all_digits(key)) return std::nullopt;
  std::optional<Match> found;
  for (const auto& [alias, meaning] : aliases) {
    if (alias.empty() || alias.front() != short_key.front() || squeeze(alias) != short_key) continue;
    if (found && found->meaning != meaning) return std::nullopt;
    found = Match{meaning, 1, false};
  }
  return found;
}

std::optional<Match> slip_match(const std::map<std::string, std::string>& aliases, std::string_view key) {
  std::optional<Match> found;
  for (const auto& [alias, meaning] : aliases) {
    if (alias.size() < shortest_slip || alias.find(' ') != std::string::npos || !one_slip(alias, key))
      continue;
    if (found && found->meaning != meaning) return std::nullopt;
    found = Match{meaning, 1, true};
  }
  return found;
}

std::string_view trim_end(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

std::size_t phrase_at(std::string_view alias, std::span<const Token> words, std::size_t at) {
  if (!may_begin(alias, words, at)) return 0;
  std::size_t used = 0;
  while (!alias.empty()) {
    if (at + used >= words.size()) return 0;
    const std::string_view key = words[at + used].key;
    if (alias.substr(0, key.size()) != key) return 0;
    alias.remove_prefix(key.size());
    if (!alias.empty()) {
      if (alias.front() != ' ') return 0;
      alias.remove_prefix(1);
    }
    ++used;
  }
  return used;
}

std::size_t listed_at(const std::vector<std::string>& list, std::span<const Token> words, std::size_t at) {
  std::size_t longest = 0;
  for (const auto& alias : list) {
    if (may_begin(alias, words, at)) longest = std::max(longest, phrase_at(alias, words, at));
  }
  return longest;
}

std::optional<Match> exact_match(const std::map<std::string, std::string>& aliases,
                                 std::span<const Token> words, std::size_t at) {
  if (at >= words.size()) return std::nullopt;
  std::optional<Match> found;
  for (const auto& [alias, meaning] : aliases) {
    if (!may_begin(alias, words, at)) continue;
    const auto used = phrase_at(alias, words, at);
    if (used > (found ? found->count : 0)) found = Match{meaning, used, false};
  }
  return found ? found : squeezed_match(aliases, words[at].key);
}

std::optional<Match> match(const std::map<std::string, std::string>& aliases, std::span<const Token> words,
                           std::size_t at, const Vocabulary& vocabulary) {
  if (at >= words.size()) return std::nullopt;
  if (auto exact = exact_match(aliases, words, at)) return exact;
  const auto one = words.subspan(at, 1);
  const auto& key = one.front().key;
  if (key.size() + 1 < shortest_slip || all_digits(key)) return std::nullopt;
  if (listed_at(vocabulary.real_words, one, 0) != 0 || listed_at(vocabulary.polite_words, one, 0) != 0 ||
      routing::names_category(one, 0, vocabulary)) {
    return std::nullopt;
  }
  return slip_match(aliases, key);
}

Reader::Reader(std::string_view whole, const Vocabulary& known)
    : text(whole), words(lex(whole)), vocabulary(known) {
  if (words.size() > most_words) words.resize(most_words);  // a bound on the work, whatever is sent
}

std::size_t Reader::polite_at(std::size_t at) const {
  const auto polite = listed_at(vocabulary.polite_words, words, at);
  if (polite == 0) return 0;
  const auto command = exact_match(vocabulary.citizen, words, at);
  return command && command->count > polite ? 0 : polite;
}

std::size_t Reader::skip_polite(std::size_t at) const {
  while (const auto polite = polite_at(at)) at += polite;
  return at;
}

std::size_t Reader::count(std::size_t at, std::size_t until) const {
  std::size_t counted = 0;
  while (at < until) {
    const auto polite = polite_at(at);
    counted += polite == 0;
    at += std::max<std::size_t>(polite, 1);
  }
  return counted;
}

bool Reader::names_category(std::size_t at) const {
  for (; at < size(); ++at) {
    if (routing::names_category(words, at, vocabulary)) return true;
  }
  return false;
}

std::string_view Reader::own_words(std::size_t at) const {
  if (at >= size()) return {};
  if (at == 0) return all();
  return trim_end(text.substr(skip_separators(text, words[at - 1].end)));
}

std::string_view Reader::all() const {
  auto trimmed = trim_end(text);
  while (!trimmed.empty() && static_cast<unsigned char>(trimmed.front()) <= ' ') trimmed.remove_prefix(1);
  return trimmed;
}

}  // namespace lapor::commands
