#include "domain/language/words.hpp"

#include <algorithm>

#include "domain/language/terms.hpp"

namespace lapor::language {

namespace {

constexpr std::size_t shortest_slip = 5;
constexpr std::size_t most_words = 400;  ///< more than the ten parts of a long SMS hold

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

std::optional<Match> match(const std::map<std::string, std::string>& aliases, std::span<const Token> words,
                           std::size_t at, const Vocabulary& vocabulary) {
  if (at >= words.size()) return std::nullopt;
  if (auto exact = exact_match(aliases, words, at)) return exact;
  const auto one = words.subspan(at, 1);
  const auto& key = one.front().key;
  if (key.size() + 1 < shortest_slip || all_digits(key)) return std::nullopt;
  if (vocabulary.is_real(key) || listed_at(vocabulary.polite_words, one, 0) != 0 ||
      !terms_at(one, 0, vocabulary).terms.empty()) {
    return std::nullopt;
  }
  return slip_match(aliases, key);
}

Reader::Reader(std::string_view whole, const Vocabulary& known)
    : text(whole), words(lex(whole)), vocabulary(known) {
  if (words.size() > most_words) words.resize(most_words);  // a bound on the work
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
    if (!terms_at(words, at, vocabulary).terms.empty()) return true;
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

}  // namespace lapor::language
