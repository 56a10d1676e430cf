#include "domain/language/spelling.hpp"

#include <algorithm>
#include <array>

namespace lapor::language {
namespace {

/// A letter is held down: three or more of it, or two at the end ("CEEEK", "LAPORR"). "MASUKKAN" is spelled
/// so.
bool is_stretched(std::string_view key) {
  for (std::size_t at = 1; at < key.size(); ++at) {
    if (key[at] != key[at - 1]) continue;
    if (at + 1 == key.size() || key[at + 1] == key[at]) return true;
  }
  return false;
}

std::optional<Match> squeezed_match(const std::map<std::string, std::string>& aliases,
                                    const std::string& key) {
  const auto short_key = squeeze(key);
  if (!is_stretched(key) || all_digits(key)) return std::nullopt;
  std::optional<Match> found;
  for (const auto& [alias, meaning] : aliases) {
    if (alias.empty() || alias.front() != short_key.front() || squeeze(alias) != short_key) continue;
    if (found && found->meaning != meaning) return std::nullopt;
    found = Match{meaning, 1, false};
  }
  return found;
}

/// A suffix in Indonesian or Javanese ("LUBANGNYA", "DALANE", "LAMPUNE", "JALAN2"), and how many letters the
/// word must have without it.
struct Ending {
  std::string_view letters;
  std::size_t shortest_word;
};
constexpr std::array endings{Ending{"NYA", 3}, Ending{"2", 3}, Ending{"2NYA", 3}, Ending{"E", 4},
                             Ending{"NE", 4}};

bool inflected(std::string_view alias, std::string_view key) {
  if (key.size() <= alias.size() || key.substr(0, alias.size()) != alias) return false;
  const auto tail = key.substr(alias.size());
  return std::any_of(endings.begin(), endings.end(), [&](const Ending& ending) {
    return tail == ending.letters && alias.size() >= ending.shortest_word;
  });
}

}  // namespace

std::size_t phrase_at(std::string_view alias, std::span<const Token> words, std::size_t at) {
  if (!may_begin(alias, words, at)) return 0;
  std::size_t used = 0;
  while (!alias.empty()) {
    if (at + used >= words.size() || (used > 0 && words[at + used].apart)) return 0;
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

std::size_t spelled_at(std::string_view alias, std::span<const Token> words, std::size_t at) {
  if (const auto used = phrase_at(alias, words, at)) return used;
  if (!may_begin(alias, words, at)) return 0;
  const auto blank = alias.rfind(' ');
  if (blank == alias.npos) return inflected(alias, words[at].key) ? 1 : 0;
  const auto head = phrase_at(alias.substr(0, blank), words, at);
  const auto last = at + head;
  if (head == 0 || last >= words.size() || words[last].apart) return 0;
  return inflected(alias.substr(blank + 1), words[last].key) ? head + 1 : 0;
}

std::vector<std::string_view> possible_stems(std::string_view key) {
  std::vector<std::string_view> stems{key};
  for (const auto& ending : endings)
    if (key.ends_with(ending.letters) && key.size() >= ending.letters.size() + ending.shortest_word)
      stems.push_back(key.substr(0, key.size() - ending.letters.size()));
  return stems;
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

}  // namespace lapor::language
