#include "domain/language/vocabulary.hpp"

#include <algorithm>
#include <array>

namespace lapor::language {

namespace {

template <class T>
const T* find_code(const std::vector<T>& items, std::string_view code) {
  const auto at = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.code == code; });
  return at == items.end() ? nullptr : &*at;
}

constexpr std::size_t shortest_stem = 4;

constexpr std::array<std::string_view, 15> prefixes{"",   "DI",  "KE",  "SE",   "BER", "TER", "PER", "PE",
                                                    "ME", "MEM", "MEN", "MENG", "PEM", "PEN", "PENG"};
constexpr std::array<std::string_view, 10> suffixes{"",    "AN",  "KAN", "I",  "NYA",
                                                    "LAH", "KAH", "KU",  "MU", "ANNYA"};

/// The word without a prefix and a suffix, or empty if it hasn't both or too little is left.
std::string_view stem_of(std::string_view key, std::string_view prefix, std::string_view suffix) {
  if (key.size() < prefix.size() + suffix.size() + shortest_stem) return {};
  if (!key.starts_with(prefix) || !key.ends_with(suffix)) return {};
  return key.substr(prefix.size(), key.size() - prefix.size() - suffix.size());
}

bool listed(const Vocabulary& vocabulary, std::string_view word) {
  const auto& words = vocabulary.dictionary;
  return std::binary_search(words.begin(), words.end(), word, std::less<>{}) ||
         std::find(vocabulary.real_words.begin(), vocabulary.real_words.end(), word) !=
             vocabulary.real_words.end();
}

}  // namespace

void Vocabulary::index_terms() {
  terms = {};
  std::uint32_t number = 0;
  const auto add_matter = [&](const Matter& matter) {
    terms.add(matter.aliases, {number, TermList::alias, 0});
    terms.add(matter.signs, {number, TermList::sign, 0});
    terms.add(matter.hints, {number, TermList::hint, 0});
    terms.add(matter.against, {number, TermList::against, 0});
    ++number;
  };
  for (const auto& category : categories) add_matter(category);
  for (const auto& body : other_bodies) add_matter(body);
  terms.add(polite_words, {0, TermList::polite, 0});
  terms.add(neutral_words, {0, TermList::neutral, 0});
}

bool Vocabulary::is_real(std::string_view key) const {
  if (listed(*this, key)) return true;
  for (const auto prefix : prefixes)
    for (const auto suffix : suffixes)
      if (const auto stem = stem_of(key, prefix, suffix); !stem.empty() && listed(*this, stem)) return true;
  return false;
}

const Category* Vocabulary::category(std::string_view code) const { return find_code(categories, code); }

const Matter& Vocabulary::matter(std::uint32_t number) const {
  if (number < categories.size()) return categories[number];
  return other_bodies.at(number - categories.size());
}

const Area* Vocabulary::area(std::string_view code) const { return find_code(areas, code); }

}  // namespace lapor::language
