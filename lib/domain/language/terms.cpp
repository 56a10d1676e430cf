#include "domain/language/terms.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/language/spelling.hpp"

namespace lapor::language {

namespace {

const std::vector<std::string>& list_of(const TermPlace& place, const Vocabulary& vocabulary) {
  switch (place.list) {
    case TermList::polite:
      return vocabulary.polite_words;
    case TermList::neutral:
      return vocabulary.neutral_words;
    case TermList::sign:
      return vocabulary.matter(place.matter).signs;
    case TermList::hint:
      return vocabulary.matter(place.matter).hints;
    case TermList::against:
      return vocabulary.matter(place.matter).against;
    case TermList::alias:
      break;
  }
  return vocabulary.matter(place.matter).aliases;
}

/// nullopt for a list of no matter.
std::optional<int> points_of(TermList list) {
  switch (list) {
    case TermList::alias:
      return alias_points;
    case TermList::sign:
      return sign_points;
    case TermList::hint:
      return hint_points;
    case TermList::against:
      return against_points;
    case TermList::polite:
    case TermList::neutral:
      break;
  }
  return std::nullopt;
}

struct Hit {
  TermPlace place;
  std::string_view alias;
};

/// The longest of all terms at \p at.
struct Hits {
  std::size_t count = 0;
  std::vector<Hit> hits;

  void offer(const Hit& hit, std::size_t words) {
    if (words == 0 || words < count) return;
    if (words > count) hits.clear();
    count = words;
    hits.push_back(hit);
  }
};

Hits hits_at(std::span<const Token> words, std::size_t at, const Vocabulary& vocabulary) {
  Hits found;
  for (const auto stem : possible_stems(words[at].key))
    for (const auto& place : vocabulary.terms.beginning_with(stem)) {
      const std::string_view alias = list_of(place, vocabulary)[place.item];
      found.offer({place, alias}, spelled_at(alias, words, at));
    }
  return found;
}

bool same_list(const Hit& a, const Hit& b) {
  return a.place.matter == b.place.matter && a.place.list == b.place.list;
}

}  // namespace

TermsAt terms_at(std::span<const Token> words, std::size_t at, const Vocabulary& vocabulary) {
  if (at >= words.size()) return {};
  auto found = hits_at(words, at, vocabulary);
  auto& hits = found.hits;
  std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
    return std::tuple(a.place.matter, a.place.list, a.place.item) <
           std::tuple(b.place.matter, b.place.list, b.place.item);
  });
  hits.erase(std::unique(hits.begin(), hits.end(), same_list), hits.end());  // one term of each list
  TermsAt terms{found.count, {}};
  for (const auto& hit : hits)
    if (const auto points = points_of(hit.place.list))
      terms.terms.push_back({&vocabulary.matter(hit.place.matter), *points, hit.alias});
  return terms;
}

}  // namespace lapor::language
