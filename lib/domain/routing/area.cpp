#include "domain/routing/area.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "base/ascii.hpp"
#include "domain/commands/words.hpp"

namespace lapor::routing {

using commands::Area;
using commands::Token;
using commands::Vocabulary;

namespace {

constexpr std::size_t most_words = 200;

enum class Weight { street, bare, told };

struct Mention {
  std::set<std::string_view> codes;
  std::size_t at = 0, count = 0;
  Weight weight = Weight::bare;
};

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& list, std::string_view key) {
  return std::find(list.begin(), list.end(), key) != list.end();
}

constexpr std::array<std::string_view, 4> regency{"KAB", "KABUPATEN", "KABUPATENE", "KB"};
constexpr std::array<std::string_view, 3> city{"KOTA", "KOTAMADYA", "KODYA"};
constexpr std::array<std::string_view, 10> inside{"DI",      "NENG",   "NING",   "NANG",   "WONTEN",
                                                  "WILAYAH", "DAERAH", "PEMKAB", "PEMKOT", "ING"};
constexpr std::array<std::string_view, 10> road{"JL",     "JLN",     "JALAN", "RAYA", "ARAH",
                                                "MENUJU", "JURUSAN", "KE",    "DARI", "TOL"};

std::string_view before(std::span<const Token> words, std::size_t at) {
  return at == 0 ? std::string_view{} : std::string_view(words[at - 1].key);
}

/// Names are plain ASCII ("Kab. Blora" is written "Blora" in the data).
std::size_t name_at(std::string_view name, std::span<const Token> words, std::size_t at) {
  if (name.empty() || words[at].key.front() != ascii::upper(name.front())) return 0;
  return commands::phrase_at(ascii::upper(name), words, at);
}

/// How many words at \p at name the area; an alias counts for itself, an ordinary word only where a place is
/// due.
std::size_t named_at(const Area& area, std::span<const Token> words, std::size_t at) {
  const auto alias = commands::listed_at(area.aliases, words, at);
  const auto plain = name_at(area.name, words, at);
  if (alias == 0 && plain == 0) return 0;
  const auto ahead = before(words, at);
  const bool due = one_of(regency, ahead) || one_of(city, ahead) || one_of(inside, ahead);
  return std::max(alias, area.ordinary_word && !due ? 0 : plain);
}

Weight weigh(std::span<const Token> words, std::size_t at) {
  const auto ahead = before(words, at);
  if (one_of(road, ahead)) return Weight::street;
  const bool told = one_of(regency, ahead) || one_of(city, ahead) || one_of(inside, ahead) ||
                    one_of(regency, words[at].key) || one_of(city, words[at].key);
  return told ? Weight::told : Weight::bare;
}

/// "kota Magelang" leaves the city, "kab. Magelang" the regency; "kota Kudus" is still Kudus.
void choose_kind(Mention& mention, std::string_view ahead, const Vocabulary& vocabulary) {
  const bool wants_city = one_of(city, ahead);
  if (!wants_city && !one_of(regency, ahead)) return;
  auto kept = mention.codes;
  std::erase_if(kept, [&](auto code) { return vocabulary.area(code)->city != wants_city; });
  if (!kept.empty()) mention.codes = std::move(kept);
}

Mention mention_at(std::span<const Token> words, std::size_t at, const Vocabulary& vocabulary) {
  Mention mention;
  for (const auto& area : vocabulary.areas) {
    const auto count = named_at(area, words, at);
    if (count == 0 || count < mention.count) continue;
    if (count > mention.count) mention.codes.clear();
    mention.count = count;
    mention.codes.insert(area.code);
  }
  mention.at = at;
  if (mention.count == 0) return mention;
  mention.weight = weigh(words, at);
  choose_kind(mention, before(words, at), vocabulary);
  return mention;
}

std::vector<Mention> mentions(std::span<const Token> words, const Vocabulary& vocabulary) {
  std::vector<Mention> found;
  for (std::size_t at = 0; at < words.size();) {
    auto mention = mention_at(words, at, vocabulary);
    const bool goes_on = !found.empty() && found.back().at + found.back().count == at;
    if (goes_on && found.back().weight == Weight::street)
      mention.weight = Weight::street;  // "jl solo-semarang"
    at += std::max<std::size_t>(mention.count, 1);
    if (mention.count != 0) found.push_back(std::move(mention));
  }
  return found;
}

std::set<std::string_view> common(const std::set<std::string_view>& a, const std::set<std::string_view>& b) {
  std::set<std::string_view> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(both, both.end()));
  return both;
}

/// What all mentions of one weight agree on; empty where they disagree or there is none.
std::set<std::string_view> agreed(const std::vector<Mention>& found, Weight weight) {
  std::set<std::string_view> codes;
  bool any = false;
  for (const auto& mention : found) {
    if (mention.weight != weight) continue;
    codes = any ? common(codes, mention.codes) : mention.codes;
    any = true;
    if (codes.empty()) break;
  }
  return codes;
}

bool has(const std::vector<Mention>& found, Weight weight) {
  return std::any_of(found.begin(), found.end(),
                     [&](const auto& mention) { return mention.weight == weight; });
}

std::string spell(std::span<const Token> words, const std::vector<Mention>& found, std::string_view code) {
  std::string out;
  for (const auto& mention : found) {
    if (!mention.codes.contains(code)) continue;
    for (std::size_t i = 0; i < mention.count; ++i)
      out += (out.empty() ? "" : " ") + words[mention.at + i].key;
  }
  return out;
}

}  // namespace

AreaGuess guess_area(std::span<const Token> words, const Vocabulary& vocabulary) {
  words = words.first(std::min(words.size(), most_words));
  const auto found = mentions(words, vocabulary);
  auto open = agreed(found, has(found, Weight::told) ? Weight::told : Weight::bare);
  for (const auto weight : {Weight::bare, Weight::street}) {
    const auto narrowed = common(open, agreed(found, weight));
    if (open.size() > 1 && !narrowed.empty()) open = narrowed;
  }
  if (open.size() != 1) return {};
  return {std::string(*open.begin()), spell(words, found, *open.begin())};
}

}  // namespace lapor::routing
