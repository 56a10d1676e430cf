#include "domain/routing/category.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "domain/commands/words.hpp"

namespace lapor::routing {

using commands::Category;
using commands::Token;
using commands::Vocabulary;

namespace {

constexpr std::size_t most_words = 200;   ///< an SMS of ten parts has fewer that matter
constexpr std::size_t first_words = 3;    ///< within these even a code in its slot may be outdone
constexpr std::size_t shortest_slip = 6;  ///< letters; below, too many real words are a slip apart

struct Mention {
  const Category* category = nullptr;
  std::size_t at = 0, count = 0;
  bool strong = false;   ///< an alias, not a hint
  bool place = false;    ///< says where, not what
  std::size_t rank = 0;  ///< how many telling words stand before it
};

/// The word without what Indonesian and Javanese hang on it: "LUBANGNYA", "DALANE", "LAMPUNE", "JALAN2".
bool inflected(std::string_view alias, std::string_view key) {
  if (alias.size() < 3 || key.size() <= alias.size() || key.substr(0, alias.size()) != alias) return false;
  const auto tail = key.substr(alias.size());
  return tail == "NYA" || tail == "2" || tail == "2NYA" ||
         (alias.size() >= 4 && (tail == "E" || tail == "NE"));
}

std::size_t alias_at(std::string_view alias, std::span<const Token> words, std::size_t at) {
  if (const auto used = commands::phrase_at(alias, words, at)) return used;
  return inflected(alias, words[at].key) ? 1 : 0;
}

std::size_t longest_alias(const std::vector<std::string>& aliases, std::span<const Token> words,
                          std::size_t at) {
  std::size_t longest = 0;
  for (const auto& alias : aliases) {
    if (commands::may_begin(alias, words, at)) longest = std::max(longest, alias_at(alias, words, at));
  }
  return longest;
}

/// The longest alias or hint at \p at; of two equally long, the alias. In the slot the bare code is one too.
Mention mention_at(std::span<const Token> words, std::size_t at, const Vocabulary& vocabulary, bool slot) {
  Mention best;
  for (const auto& category : vocabulary.categories) {
    auto strong = longest_alias(category.aliases, words, at);
    auto hint = longest_alias(category.hints, words, at);
    auto& code = category.weak ? hint : strong;
    code = std::max<std::size_t>(code, slot && words[at].key == category.code);
    if (strong > best.count || (strong == best.count && strong != 0 && !best.strong)) {
      best = {&category, at, strong, true, false, 0};
    }
    if (hint > best.count) best = {&category, at, hint, false, false, 0};
  }
  return best;
}

/// "3 kali", "30 kk", "7 sd 9": after a number a short word counts something.
bool counts_something(std::span<const Token> words, std::size_t at) {
  return at > 0 && words[at].key.size() <= 4 && words[at - 1].key.size() <= 3 &&
         commands::all_digits(words[at - 1].key);
}

std::vector<Mention> mentions(std::span<const Token> words, const Vocabulary& vocabulary, bool slot) {
  std::vector<Mention> found;
  std::size_t rank = 0;
  bool place = false;
  for (std::size_t at = 0; at < words.size();) {
    auto mention = mention_at(words, at, vocabulary, slot && at == 0);
    if (mention.category == nullptr || counts_something(words, at)) {
      const auto polite = commands::listed_at(vocabulary.polite_words, words, at);
      place = commands::listed_at(vocabulary.place_words, words, at) != 0;
      rank += polite == 0;
      at += std::max<std::size_t>(polite, 1);
      continue;
    }
    mention.place = place;
    mention.rank = rank;
    found.push_back(mention);
    place = false;
    rank += mention.count;
    at += mention.count;
  }
  return found;
}

template <class Wanted>
const Mention* first(const std::vector<Mention>& found, Wanted wanted) {
  const auto at = std::find_if(found.begin(), found.end(), wanted);
  return at == found.end() ? nullptr : &*at;
}

/// The sender's own choice, unless it is weak and a telling word follows at once ("LAPOR JALAN lampu mati").
const Mention* in_slot(const std::vector<Mention>& found, std::span<const Token> words) {
  if (found.empty() || found.front().at != 0) return nullptr;
  const auto& slot = found.front();
  if (words.front().key != slot.category->code) return nullptr;
  if (!slot.category->weak) return &slot;
  const auto* other = first(found, [&](const Mention& m) {
    return m.strong && !m.place && m.rank < first_words && m.category != slot.category;
  });
  return other != nullptr ? other : &slot;
}

const Mention* by_words(const std::vector<Mention>& found) {
  using M = Mention;
  if (auto* m = first(found, [](const M& x) { return x.category->confidential && x.strong && !x.place; }))
    return m;
  if (auto* m = first(found, [](const M& x) { return x.strong && !x.place; })) return m;
  if (auto* m = first(found, [](const M& x) { return !x.place; })) return m;
  if (auto* m = first(found, [](const M& x) { return x.strong; })) return m;
  return found.empty() ? nullptr : &found.front();
}

/// The one category with an alias a slip away from a long word.
Mention mistyped(std::span<const Token> words, const Vocabulary& vocabulary) {
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at].key.size() < shortest_slip) continue;
    Mention best;
    for (const auto& category : vocabulary.categories) {
      const bool near = std::any_of(category.aliases.begin(), category.aliases.end(), [&](const auto& alias) {
        return alias.size() >= shortest_slip && commands::one_slip(alias, words[at].key);
      });
      if (!near) continue;
      if (best.category != nullptr) return {};
      best = {&category, at, 1, true, false, 0};
    }
    if (best.category != nullptr) return best;
  }
  return {};
}

std::string spell(std::span<const Token> words, const Mention& mention) {
  std::string out;
  for (std::size_t i = 0; i < mention.count; ++i) {
    if (i != 0) out += ' ';
    out += words[mention.at + i].key;
  }
  return out;
}

}  // namespace

CategoryGuess guess_category(std::span<const Token> words, const Vocabulary& vocabulary, bool slot) {
  words = words.first(std::min(words.size(), most_words));
  const auto found = mentions(words, vocabulary, slot);
  const Mention* pick = slot ? in_slot(found, words) : nullptr;
  CategoryGuess guess;
  guess.chosen = pick != nullptr && pick->at == 0;
  if (pick == nullptr) pick = by_words(found);
  const auto slip = pick == nullptr ? mistyped(words, vocabulary) : Mention{};
  if (slip.category != nullptr) pick = &slip;
  if (pick == nullptr) return guess;
  guess.code = pick->category->code;
  guess.evidence = spell(words, *pick);
  guess.confidential = pick->category->confidential ||
                       std::any_of(found.begin(), found.end(),
                                   [](const Mention& m) { return m.category->confidential && m.strong; });
  return guess;
}

std::vector<std::string> named_categories(std::span<const Token> words, const Vocabulary& vocabulary) {
  std::vector<std::string> codes;
  for (const auto& mention : mentions(words.first(std::min(words.size(), most_words)), vocabulary, false)) {
    const auto& code = mention.category->code;
    if (!mention.place && std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
  }
  return codes;
}

bool names_category(std::span<const Token> words, std::size_t at, const Vocabulary& vocabulary) {
  return at < words.size() && mention_at(words, at, vocabulary, false).category != nullptr;
}

}  // namespace lapor::routing
